"""How provisions and passages lie in Elasticsearch: names, settings, mappings. Pure.

A build makes ``NAME-g-…`` with a document a provision, and for each model of vectors ``NAME-g-…-v-…`` with a document a
passage. The aliases ``NAME`` and ``NAME-passages`` lead to the newest. Words are cut by us and only split at spaces
here, so that both engines see the same; they and the vectors are searched, not given back.
"""

import hashlib
from typing import Any, Final

from index.cluster import Cluster
from index.word_fields import EXACT, HEADINGS, WORD_FIELDS

Json = dict[str, Any]
MAPPING: Final = 3
"""Raise this when the documents in Elasticsearch change: indices built before are then neither taken over nor grown."""
MOST_HITS: Final = 10_000
KEPT_IN_META: Final = (
    "id", "instrument", "title", "version", "provision_id", "label", "heading", "citation", "source", "source_url",
)  # fmt: skip
"""What a reader of the index may filter by, as keywords; ``content`` is the text as published."""
_LONGEST_KEYWORD: Final = 1_000
_HEADINGS: Final = (HEADINGS, HEADINGS + EXACT)
_WORDS: Final = tuple(name + suffix for suffix in ("", EXACT) for name in (*WORD_FIELDS, "units"))


def words_alias(cluster: Cluster) -> str:
    """The name under which the newest provisions are read by other programs."""
    return cluster.index


def passages_alias(cluster: Cluster) -> str:
    """The name under which the newest passages with their vectors are read by other programs."""
    return f"{cluster.index}-passages"


def vectors_index(words_index: str, model_id: str) -> str:
    """The index of a model's vectors beside an index of words."""
    return f"{words_index}-v-{hashlib.sha256(f'{MAPPING} {model_id}'.encode()).hexdigest()[:12]}"


def words_body(cluster: Cluster, meta: Json) -> Json:
    """Settings and mapping of an index of provisions."""
    word_fields: Json = {
        name: {"type": "text", "analyzer": "whitespace", **({"index_options": "freqs"} if "units" in name else {})}
        for name in _WORDS
    }
    word_fields |= {name: {"type": "text", "analyzer": "whitespace"} for name in _HEADINGS}
    return _body(cluster, meta, word_fields, hidden=[*_WORDS, *_HEADINGS])


def vectors_body(cluster: Cluster, meta: Json, dimensions: int) -> Json:
    """Settings and mapping of an index of passages."""
    vector: Json = {
        "type": "dense_vector",
        "dims": dimensions,
        "index": True,
        "similarity": "cosine",
        "index_options": {"type": "int8_hnsw", "m": 16, "ef_construction": 128},
    }
    return _body(cluster, meta, {"embedding": vector, "passage": {"type": "long"}}, hidden=["embedding"])


def _body(cluster: Cluster, meta: Json, fields: Json, hidden: list[str]) -> Json:
    kept: Json = {name: {"type": "keyword", "ignore_above": _LONGEST_KEYWORD} for name in KEPT_IN_META}
    facts: Json = {name: {"type": "integer"} for name in ("row", "version_number", "start", "end", "promulgated")}
    facts |= {name: {"type": "keyword"} for name in ("jurisdiction", "kind", "language")}
    facts |= {"sha256": {"type": "keyword", "index": False}, "as_folded": {"type": "boolean"}}
    facts |= {
        "content": {"type": "text", "index": False},
        "path": {"type": "keyword", "index": False, "doc_values": False},
    }
    settings = {
        "number_of_shards": cluster.shards,
        "auto_expand_replicas": cluster.replicas,
        "refresh_interval": "-1",
        "max_result_window": MOST_HITS,
        "query.default_field": [*WORD_FIELDS, "units"],
    }
    mappings = {
        "dynamic": "strict",
        "_meta": meta,
        "_source": {"excludes": hidden},
        "properties": {**kept, **facts, **fields},
    }
    return {"settings": {"index": settings}, "mappings": mappings}
