"""What a government page says of a document's validity, and our status for it; the page's own word is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from crawlers.unknown import UnknownField
from law.instrument import Status

STATUS_MAPPING: Final = "government_page/1"
STATUSES: Final = {
    "有效": Status.IN_FORCE, "现行有效": Status.IN_FORCE, "是": Status.IN_FORCE, "尚未生效": Status.NOT_YET_IN_FORCE,
    "失效": Status.REPEALED, "已失效": Status.REPEALED, "废止": Status.REPEALED, "已废止": Status.REPEALED,
    "否": Status.REPEALED,
}  # fmt: skip
"""What a page's 有效性 says on the day of its retrieval. A text that has lapsed is no more law than a repealed one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStatus:
    """``code`` is the source's own word or code, ``mapping`` the version of the table that read it."""

    status: Status = Status.UNKNOWN
    code: str | None = None
    mapping: str | None = None


def page_status(facts: Mapping[str, str]) -> PageStatus:
    """The status that a list told (status, status_code, status_mapping), else what the page's 有效性 says.

    Raises UnknownField for a word that is not in the table.
    """
    if "status" in facts:
        status, code, mapping = Status(facts["status"]), facts["status_code"], facts["status_mapping"]
        return PageStatus(status=status, code=code, mapping=mapping)
    code = facts.get("validity", "")
    if not code:
        return PageStatus()
    if code not in STATUSES:
        raise UnknownField(f"有效性 {code!r} is not known: add it to crawlers.page_status")
    return PageStatus(status=STATUSES[code], code=code, mapping=STATUS_MAPPING)
