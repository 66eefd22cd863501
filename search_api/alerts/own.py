"""The alerts of one account: the same desk, where nobody sees or touches what is another's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from search_api.alerts.desk import AlertDesk, is_web
from search_api.alerts.finding import check, review_entries
from search_api.alerts.public_hosts import refuse_inside
from search_api.alerts.records import BETWEEN, BadAlert, Delivery, Every, NoSuchAlert, Saved, Watch
from search_api.library import Library

_LONGEST_NAME: Final = 80
_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAlerts:
    """The alerts of ``account``; ``inside`` are the hosts of the own network that may be told."""

    desk: AlertDesk
    account: str
    inside: Collection[str] = ()

    def all(self) -> tuple[Saved, ...]:
        """The account's alerts, by name."""
        if not self.desk.file.exists():
            return ()
        held = (saved for saved in self.desk.all() if saved.account == self.account)
        return tuple(replace(saved, name=saved.short_name) for saved in held)

    def get(self, name: str) -> Saved:
        """One of them. Raises NoSuchAlert."""
        held = self.all()
        found = next((saved for saved in held if saved.name == name), None)
        if found is None:
            known = ", ".join(saved.name for saved in held) or "none"
            raise NoSuchAlert(f"{self.account} has no alert {name[:_LONGEST_NAME]!r}; saved: {known}")
        return found

    def add(
        self,
        library: Library,
        name: str,
        watch: Watch,
        asks: Mapping[str, Any],
        *,
        to: str,
        every: Every,
        language: str,
    ) -> Saved:
        """Save an alert; what comes in from now on is new. Raises BadAlert, and what ``check`` raises."""
        if not 1 <= len(name) <= _LONGEST_NAME or name != " ".join(name.split()):
            raise BadAlert(
                f"{name[:_LONGEST_NAME]!r} is no name for an alert: 1 to {_LONGEST_NAME} characters, no slash"
            )
        if is_web(to):
            refuse_inside(to, self.inside)
        if len(self.all()) >= _MOST:
            raise BadAlert(f"{_MOST} alerts are saved already: remove one first")
        check(library, watch, dict(asks))
        saved = self.desk.add(
            self._long(name),
            watch,
            asks,
            to=to,
            every=every,
            revision=library.corpus.revision(),
            entries=review_entries(library) if watch is Watch.GAPS else None,
            language=language,
            account=self.account,
        )
        return replace(saved, name=name)

    def remove(self, name: str) -> None:
        """Forget an alert; the log of what was sent stays. Raises NoSuchAlert."""
        self.get(name)
        self.desk.remove(self._long(name))

    def log(self, name: str | None = None) -> tuple[Delivery, ...]:
        """Every attempt to send one of them, also those removed since, oldest first."""
        if not self.desk.file.exists():
            return ()
        held = self.desk.log(self._long(name) if name is not None else None)
        own = (each for each in held if each.name.startswith(self._long("")))
        return tuple(replace(each, name=self._short(each.name)) for each in own)

    def _long(self, name: str) -> str:
        return f"{self.account}{BETWEEN}{name}"

    def _short(self, name: str) -> str:
        return name.removeprefix(self._long(""))
