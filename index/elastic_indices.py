"""The indices of one installation in a cluster: made, compared, made current in one step, and cleared away."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

from elasticsearch import ApiError, Elasticsearch

from index.elastic_client import Connection, Json, refused
from index.elastic_mapping import MOST_HITS, passages_alias, words_alias
from index.records import IndexUnavailable

_LONG_S: Final = 600.0
_COPIES_S: Final = 30.0
_ABANDONED_S: Final = 24 * 3600
_ONE_COPY: Final = {"auto_expand_replicas": False, "number_of_replicas": 0}
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFacts:
    """One index of ours: what it says of itself, its aliases, and when it was made (seconds since 1970)."""

    name: str
    meta: Json
    aliases: tuple[str, ...]
    made_at: float

    @property
    def finished(self) -> bool:
        """Whether its build was completed; a clone says of itself at first what the one before it said."""
        return bool(self.meta.get("finished")) and self.meta.get("name", self.name) == self.name


class NotCloned(IndexUnavailable):
    """The server makes no second index out of one that it has; a whole build needs none."""


class Indices:
    """What a build does to the indices of a cluster. Raises ClusterUnavailable, IndexUnavailable."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cluster = connection.cluster

    def listed(self) -> list[IndexFacts]:
        """All indices of this installation."""
        found: Any = self._do(lambda client: client.indices.get(index=f"{self._cluster.index}-g-*").body)
        return [_facts(name, body) for name, body in found.items()]

    def make(self, index: str, body: Json) -> None:
        """Make an index with one copy, which is quickest to fill."""
        self._do(lambda client: client.indices.create(index=index, **_single(body)))

    def clone(self, index: str, name: str, meta: Json) -> None:
        """Make a second index of the same documents, which share their files. Raises NotCloned.

        Nothing may be written into the first one meanwhile: whoever tries sends again.
        """
        settings = {"index.blocks.write": None, **_ONE_COPY}
        self._block(index, write=True)
        try:
            self._connection.ask(
                lambda client: client.indices.clone(index=index, target=name, settings=settings, timeout="120s"),
                seconds=_LONG_S,
            )
        except ApiError as error:
            raise NotCloned(
                f"Elasticsearch at {self._cluster.shown} makes no clone of {index} ({refused(error)})"
            ) from error
        finally:
            self._block(index, write=None)
        self._do(lambda client: client.indices.put_mapping(index=name, meta=meta))

    def writable(self, index: str) -> None:
        """Lift what a build that was killed while cloning left on the index."""
        self._block(index, write=None)

    def exists(self, index: str) -> bool:
        """Whether there is such an index."""
        return bool(self._do(lambda client: client.indices.exists(index=index).body))

    def complete(self, index: str, meta: Json, *, merge: bool) -> None:
        """All that was written becomes visible and durable, and further copies are made where there are nodes."""
        self._do(lambda client: client.indices.refresh(index=index))
        if merge:
            self._do(lambda client: client.indices.forcemerge(index=index, max_num_segments=1))
        self._do(lambda client: client.indices.flush(index=index, wait_if_ongoing=True))
        copies = {"auto_expand_replicas": self._cluster.replicas}
        self._do(lambda client: client.indices.put_settings(index=index, settings={"index": copies}))
        self._do(lambda client: client.indices.put_mapping(index=index, meta={**meta, "finished": time.time()}))
        self._do(
            lambda client: client.options(ignore_status=408).cluster.health(
                index=index, wait_for_status="green", timeout=f"{_COPIES_S:.0f}s"
            )
        )

    def refresh(self, index: str) -> None:
        """What was written becomes visible."""
        self._do(lambda client: client.indices.refresh(index=index))

    def count(self, index: str) -> int:
        """How many documents are visible."""
        return int(self._do(lambda client: client.count(index=index).body["count"]))

    def tally(self, index: str, field: str, first: int, last: int) -> tuple[int, int]:
        """How many documents have a whole number of a range in a field, and what the numbers add up to."""
        body: Json = {"size": 0, "track_total_hits": False, "aggs": {"numbers": {"stats": {"field": field}}}}
        body["query"] = {"range": {field: {"gte": first, "lte": last}}}
        answer = self._connection.searches([({"index": index}, body)], seconds=_LONG_S)[0]
        return int(answer["aggregations"]["numbers"]["count"]), int(answer["aggregations"]["numbers"]["sum"])

    def fields(self, index: str, order: str, names: Sequence[str], *, after: int = -1) -> Iterator[Json]:
        """The values of fields of every document, in the order of a unique whole-numbered field, ``after`` a value."""
        body: Json = {"size": MOST_HITS, "sort": [{order: "asc"}], "_source": False, "docvalue_fields": [*names]}
        body |= {"track_total_hits": False, "search_after": [after]}
        while True:
            hits = self._connection.searches([({"index": index}, body)], seconds=_LONG_S)[0]["hits"]["hits"]
            yield from ({name: values[0] for name, values in hit["fields"].items()} for hit in hits)
            if len(hits) < MOST_HITS:
                return
            body["search_after"] = hits[-1]["sort"]

    def swap(self, words: str, vectors: str | None) -> None:
        """Lead the aliases to an index and its vectors, in one step."""
        aims = {words_alias(self._cluster): words, passages_alias(self._cluster): vectors}
        ours = f"{self._cluster.index}-g-*"
        off = [{"remove": {"index": ours, "alias": alias, "must_exist": False}} for alias in aims]
        on = [{"add": {"index": aim, "alias": alias}} for alias, aim in aims.items() if aim]
        if not any(facts.aliases for facts in self.listed()):
            off = []
        self._do(lambda client: client.indices.update_aliases(actions=[*off, *on]))

    def remove(self, names: Sequence[str]) -> None:
        """Delete indices."""
        for name in names:
            self._do(partial(_delete, name=name))

    def leftovers(self, *, keep: str | None, owner: str) -> list[str]:
        """What no one needs: builds that were broken off, and finished ones but for the current and the one before.

        The newest that another data directory built is kept too: it is searched there by its name.
        """
        words = sorted((f for f in self.listed() if "-v-" not in f.name), key=lambda f: f.made_at)
        done = [f for f in words if f.finished]
        current = {f.name for f in done if f.aliases}
        before = [keep] if keep and keep not in current else [f.name for f in done if f.name not in current][-1:]
        kept = current.union(before)
        kept |= {name for of, name in {f.meta.get("owner"): f.name for f in done}.items() if of != owner}
        kept |= {f.name for f in words if not f.finished and f.meta.get("owner") != owner and _young(f)}
        return [f.name for f in self.listed() if f.name.split("-v-")[0] not in kept]

    def _block(self, index: str, *, write: bool | None) -> None:
        self._do(lambda client: client.indices.put_settings(index=index, settings={"index.blocks.write": write}))

    def _do(self, action: Callable[[Elasticsearch], Answer]) -> Answer:
        try:
            return self._connection.ask(action, seconds=_LONG_S)
        except ApiError as error:
            message = f"Elasticsearch at {self._cluster.shown} refused what a build needs ({refused(error)})"
            raise IndexUnavailable(f"{message}: check the rights of the key or user") from error


def _facts(name: str, body: Json) -> IndexFacts:
    made = int(body["settings"]["index"]["creation_date"]) / 1000
    meta = body["mappings"].get("_meta", {})
    return IndexFacts(name=name, meta=meta, aliases=tuple(body["aliases"]), made_at=made)


def _delete(client: Elasticsearch, name: str) -> object:
    return client.indices.delete(index=name, ignore_unavailable=True)


def _single(body: Json) -> Json:
    settings = {**body["settings"]["index"], **_ONE_COPY}
    return {"settings": {"index": settings}, "mappings": body["mappings"]}


def _young(facts: IndexFacts) -> bool:
    return time.time() - facts.made_at < _ABANDONED_S
