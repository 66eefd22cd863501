"""Elasticsearch as the engine of one index generation: the same plans, scores and counts as the embedded engine's."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from elasticsearch import NotFoundError

from index.elastic_client import Connection, Json
from index.elastic_mapping import MOST_HITS, vectors_index
from index.elastic_query import ElasticQueries, filters, frequencies_of
from index.elastic_vectors import unlike
from index.engine import Found, Near
from index.latest import Latest
from index.ordered import Ordered
from index.plan import Keep, SearchPlan, Word
from index.records import IndexUnavailable
from index.vector_store import WrongModel

_VERSIONS_AT_ONCE: Final = 40_000
_WORDS_AT_ONCE: Final = 1_000
_COUNTS_KEPT: Final = 256
_WORDS_KEPT: Final = 50_000
_HELD_FOR_S: Final = 2.0
_CANDIDATES: Final = 500
_OVERSAMPLE: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much an index holds: its versions, passages and shards."""

    versions: int
    passages: int
    shards: int = 1


class ElasticEngine:
    """An index of provisions in Elasticsearch and the vectors beside it. One request answers a search."""

    def __init__(self, connection: Connection, index: str, sizes: Sizes) -> None:
        self._connection = connection
        self._index = index
        self._sizes = sizes
        self._counts: Latest[SearchPlan, dict[int, int]] = Latest(_COUNTS_KEPT)
        self._frequencies: Latest[Word, int] = Latest(_WORDS_KEPT)
        self._held: dict[tuple[str, int], tuple[float, int | str]] = {}
        # More than one shard must agree on how rare a word is.
        self._header: Json = {"search_type": "dfs_query_then_fetch"} if sizes.shards > 1 else {}

    def find(self, plan: SearchPlan, near: Near | None = None) -> Found:
        """Hits, counts and what is near, in one request. Raises ClusterUnavailable, BadQuery."""
        words = replace(plan, keep=Keep(), depth=0, offset=0)
        counts = self._counts.get(words)
        asked = [self._hits_of(plan)] if plan.depth else []
        asked += self._counts_of(words) if counts is None else []
        asked += [self._near_to(near, plan.keep)] if near else []
        answers = self._connection.searches(asked) if asked else []
        hits = _ranked(answers.pop(0)) if plan.depth else Ordered.of()
        nearest = _provisions(answers.pop()) if near else None
        if counts is None:
            counts = self._counts.put(words, _counted(answers))
        return Found(hits=hits, by_version=counts, near=nearest)

    def frequency(self, word: Word) -> int:
        """How many provisions have a word: the larger of its counts by field."""
        return self.frequencies([word])[word]

    def frequencies(self, words: Iterable[Word]) -> dict[Word, int]:
        """``frequency`` of each word; those asked for before are remembered."""
        known = {word: self._frequencies.get(word) for word in words}
        unknown = [word for word, count in known.items() if count is None]
        batches = [unknown[at : at + _WORDS_AT_ONCE] for at in range(0, len(unknown), _WORDS_AT_ONCE)]
        answers = (
            self._connection.searches([({"index": self._index}, frequencies_of(b)) for b in batches]) if batches else []
        )
        for batch, answer in zip(batches, answers, strict=True):
            for word, count in _most_by_field(batch, answer).items():
                known[word] = self._frequencies.put(word, count)
        return {word: count or 0 for word, count in known.items()}

    def held(self, model_id: str, dimensions: int) -> int:
        """Of how many passages there is a vector of the model; looked up anew after two seconds. Raises WrongModel."""
        looked, found = self._held.get((model_id, dimensions), (0.0, None))
        if found is None or (found != self._sizes.passages and time.monotonic() - looked >= _HELD_FOR_S):
            index = vectors_index(self._index, model_id)
            refused = unlike(self._connection, self._index, model_id, dimensions)
            found = str(refused) if refused else self._count(index)
            self._held[model_id, dimensions] = (time.monotonic(), found)
        if isinstance(found, str):
            raise WrongModel(found)
        return found

    def nearest(self, near: Near, keep: Keep) -> Ordered:
        """Provisions by their nearest passage, with cosines."""
        return _provisions(self._connection.searches([self._near_to(near, keep)])[0])

    def reached(self, model_id: str, rows: Sequence[int]) -> frozenset[int]:
        """Those of some rows of which a passage has a vector there."""
        counted = {"terms": {"field": "row", "size": max(1, len(rows))}}
        body = {
            "size": 0,
            "query": {"terms": {"row": list(rows)}},
            "track_total_hits": False,
            "aggs": {"rows": counted},
        }
        answer = self._connection.searches([({"index": vectors_index(self._index, model_id)}, body)])[0]
        return frozenset(int(bucket["key"]) for bucket in answer["aggregations"]["rows"]["buckets"])

    def fault(self) -> str | None:
        """What the server answers to the smallest search."""
        try:
            self._connection.searches([({"index": self._index}, {"size": 0, "track_total_hits": False})])
        except IndexUnavailable as error:
            return str(error)
        return None

    def close(self) -> None:
        """The connection is the process's and stays."""

    def _count(self, index: str) -> int:
        try:
            return int(self._connection.ask(lambda client: client.count(index=index).body["count"]))
        except NotFoundError:
            return 0

    def _hits_of(self, plan: SearchPlan) -> tuple[Json, Json]:
        queries = ElasticQueries(plan)
        body = {
            "query": queries.kept(queries.words()),
            "from": plan.offset,
            "size": min(plan.depth, MOST_HITS - plan.offset),
            "sort": ["_score", {"row": "asc"}],
            "track_total_hits": False,
            "_source": False,
        }
        return {"index": self._index, **self._header}, body

    def _counts_of(self, words: SearchPlan) -> list[tuple[Json, Json]]:
        """In parts where there are more versions than a server counts at once."""
        query = {"constant_score": {"filter": ElasticQueries(words).words(scored=False)}}
        parts = -(-self._sizes.versions // _VERSIONS_AT_ONCE) or 1
        bodies = []
        for part in range(parts):
            terms: Json = {"field": "version_number", "size": max(1, self._sizes.versions)}
            if parts > 1:
                terms |= {"size": 60_000, "include": {"partition": part, "num_partitions": parts}}
            bodies.append(
                {"size": 0, "query": query, "track_total_hits": False, "aggs": {"versions": {"terms": terms}}}
            )
        return [({"index": self._index}, body) for body in bodies]

    def _near_to(self, near: Near, keep: Keep) -> tuple[Json, Json]:
        """Found through int8 vectors, then scored with the whole ones."""
        knn = {
            "field": "embedding",
            "query_vector": near.vector.tolist(),
            "k": near.depth,
            "num_candidates": min(10_000, max(_CANDIDATES, 3 * near.depth)),
            "filter": filters(keep),
            "rescore_vector": {"oversample": _OVERSAMPLE},
        }
        asked = ["row", "passage"]
        body = {"knn": knn, "size": near.depth, "_source": False, "docvalue_fields": asked, "track_total_hits": False}
        return {"index": vectors_index(self._index, near.model_id)}, body


def _ranked(answer: Json) -> Ordered:
    return Ordered.of((int(hit["sort"][1]), float(hit["sort"][0])) for hit in answer["hits"]["hits"])


def _provisions(answer: Json) -> Ordered:
    """A provision counts with its best passage; Elasticsearch's score is (1 + cosine) / 2."""
    hits = [(hit["fields"], 2.0 * float(hit["_score"]) - 1.0) for hit in answer["hits"]["hits"]]
    best: dict[int, float] = {}
    for fields, cosine in sorted(hits, key=lambda pair: (-pair[1], pair[0]["passage"][0])):
        best.setdefault(int(fields["row"][0]), cosine)
    return Ordered.of(best.items())


def _counted(answers: Iterable[Json]) -> dict[int, int]:
    buckets = (bucket for answer in answers for bucket in answer["aggregations"]["versions"]["buckets"])
    return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}


def _most_by_field(words: Iterable[Word], answer: Json) -> dict[Word, int]:
    buckets = answer["aggregations"]["words"]["buckets"]
    by_number: dict[int, int] = {}
    for name, bucket in buckets.items():
        number = int(name.split(" ")[0])
        by_number[number] = max(by_number.get(number, 0), int(bucket["doc_count"]))
    return {word: by_number[number] for number, word in enumerate(words)}
