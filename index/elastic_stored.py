"""Documents of other people's pipelines in an index of Elasticsearch; ``tantivy_documents`` keeps them in a folder."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from elasticsearch import ApiError, NotFoundError

from index.cluster import Cluster
from index.elastic_bulk import DocumentsRefused
from index.elastic_client import Json, connect, refused
from index.elastic_query import ElasticQueries
from index.plan import SearchPlan
from index.stored import Stored
from index.word_fields import WORD_FIELDS, words_of

_PAGE: Final = 1_000
_WRITE_S: Final = 120.0
_WORDS: Final = (*WORD_FIELDS, "units")


class ElasticDocuments:
    """An index of documents; a change is found by every reader when the call returns.

    Raises ClusterUnavailable, and DocumentsRefused for what the server does not take.
    """

    def __init__(self, cluster: Cluster, name: str) -> None:
        self._connection = connect(cluster)
        self._body = _index_body(cluster)
        self._name = name

    def count(self) -> int:
        """How many documents are held."""
        try:
            return int(self._connection.ask(lambda client: client.count(index=self._name).body["count"]))
        except NotFoundError:
            return 0

    def all(self) -> list[bytes]:
        """The bodies of all documents, in the order in which they were last written."""
        return [body for body, _ in self._found({"match_all": {}}, [{"number": "asc"}])]

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of the ids are held."""
        asked, held = {_key(each): each for each in ids}, set()
        keys = list(asked)
        for at in range(0, len(keys), _PAGE):
            query = {"ids": {"values": keys[at : at + _PAGE]}}
            held |= {asked[hit["_id"]] for hit in self._page({"query": query, "_source": False})}
        return held

    def replace(self, documents: Iterable[Stored]) -> None:
        """Write documents; one with an id that is held takes its place, and of two with one id the last counts."""
        latest = {document.id: document for document in documents}
        self._make()
        newest = self._page({"sort": [{"number": "desc"}], "_source": False}, size=1)
        first = int(newest[0]["sort"][0]) + 1 if newest else 0
        self._change(
            line
            for number, each in enumerate(latest.values(), first)
            for line in ({"index": {"_id": _key(each.id)}}, _document(each, number))
        )

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; ids that are not held are no error."""
        self._change({"delete": {"_id": _key(each)}} for each in ids)

    def search(self, plan: SearchPlan) -> list[tuple[bytes, float]]:
        """The bodies of all documents that match the words of a plan, with their scores, best first."""
        return list(self._found(ElasticQueries(plan).words(), ["_score", {"number": "asc"}]))

    def _found(self, query: Json, order: list[Any]) -> Iterator[tuple[bytes, float]]:
        body: Json = {"query": query, "sort": order, "track_scores": True, "_source": ["body"]}
        while hits := self._page(body):
            yield from ((b64decode(hit["_source"]["body"]), float(hit["_score"])) for hit in hits)
            body["search_after"] = hits[-1]["sort"]

    def _page(self, body: Json, size: int = _PAGE) -> list[Json]:
        if not self._connection.ask(lambda client: client.indices.exists(index=self._name).body):
            return []
        whole = {"size": size, "track_total_hits": False, **body}
        return list(self._connection.searches([({"index": self._name}, whole)])[0]["hits"]["hits"])

    def _make(self) -> None:
        try:
            self._connection.ask(lambda client: client.indices.create(index=self._name, **self._body))
        except ApiError as error:
            if "resource_already_exists" not in str(error.info):
                raise DocumentsRefused(f"Elasticsearch refused to make {self._name} ({refused(error)})") from error

    def _change(self, operations: Iterable[Json]) -> None:
        lines = list(operations)
        for at in range(0, len(lines), _PAGE):
            self._change_some(lines[at : at + _PAGE])

    def _change_some(self, lines: list[Json]) -> None:
        answer = self._connection.ask(
            lambda client: client.bulk(index=self._name, operations=lines, refresh=True).body, seconds=_WRITE_S
        )
        faults = [result["error"] for item in answer["items"] for result in item.values() if "error" in result]
        if faults:
            raise DocumentsRefused(f"Elasticsearch refused {len(faults)} changes, the first: {faults[0]}"[:400])


def _key(document_id: str) -> str:
    """Ids of documents may be longer than those of Elasticsearch, or no Unicode."""
    return sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()


def _document(stored: Stored, number: int) -> Json:
    words = words_of((), stored.text.encode("utf-8", "replace").decode())
    return {**words, "number": number, "body": b64encode(stored.body).decode()}


def _index_body(cluster: Cluster) -> Json:
    words: Json = {name: {"type": "text", "analyzer": "whitespace"} for name in _WORDS}
    fields = {**words, "number": {"type": "long"}, "body": {"type": "binary"}}
    settings = {"number_of_shards": 1, "auto_expand_replicas": cluster.replicas}
    mappings = {"dynamic": "strict", "_source": {"excludes": list(_WORDS)}, "properties": fields}
    return {"settings": {"index": settings}, "mappings": mappings}
