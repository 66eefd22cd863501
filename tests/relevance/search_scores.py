"""How well searches answer queries whose right provisions were written down: R@10, R@100, MAP@10, nDCG@10, MRR."""

import csv
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from index.records import Hit

OWN_QUERIES = Path(__file__).with_name("queries.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query and the provisions that answer it, each as ``title without 中华人民共和国|label``."""

    query: str
    gold: frozenset[str]
    kind: str = "lay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Means over queries, each from 0 to 1."""

    queries: int
    recall_10: float
    recall_100: float
    map_10: float
    ndcg_10: float
    mrr: float


def own_queries(path: Path = OWN_QUERIES) -> list[Question]:
    """Our own set: lay and legal questions, scripts, languages, citations, short names, slips of the pen, places."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Question(query=r["query"], gold=frozenset(r["gold"].split(";")), kind=r["kind"]) for r in rows]


def named(hit: Hit) -> str:
    """The name of a hit as the judged provisions are named."""
    return f"{hit.title.replace('中华人民共和国', '')}|{hit.label}"


def scored(
    questions: Iterable[Question], search: Callable[[str], Sequence[Hit]], name: Callable[[Hit], str] = named
) -> Mapping[str, Scores]:
    """The scores by kind of query, and of all under ``all``. ``search`` gives up to 100 hits, best first."""
    measured: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for question in questions:
        found = list(dict.fromkeys(map(name, search(question.query))))
        measured[question.kind].append(_measures(found, question.gold))
    measured["all"] = list(chain.from_iterable(measured.values()))
    return {kind: _means(rows) for kind, rows in measured.items()}


def _measures(found: Sequence[str], gold: frozenset[str]) -> tuple[float, ...]:
    gains = sum(1 / math.log2(rank + 1) for rank, name in enumerate(found[:10], 1) if name in gold)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(10, len(gold)) + 1))
    right = [rank for rank, name in enumerate(found[:10], 1) if name in gold]
    precision = sum(count / rank for count, rank in enumerate(right, 1)) / min(10, len(gold))
    first = next((1 / rank for rank, name in enumerate(found, 1) if name in gold), 0.0)
    at_10, at_100 = (len(gold & set(found[:depth])) / len(gold) for depth in (10, 100))
    return at_10, at_100, precision, gains / best, first


def _means(rows: Sequence[tuple[float, ...]]) -> Scores:
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    names = ("recall_10", "recall_100", "map_10", "ndcg_10", "mrr")
    return Scores(queries=len(rows), **dict(zip(names, means, strict=True)))


def table(scores: Mapping[str, Scores]) -> str:
    """The scores as a Markdown table."""
    lines = ["| kind | queries | R@10 | R@100 | MAP@10 | nDCG@10 | MRR |", "|---|---|---|---|---|---|---|"]
    for kind, each in scores.items():
        measures = (each.recall_10, each.recall_100, each.map_10, each.ndcg_10, each.mrr)
        lines.append(f"| {kind} | {each.queries} | " + " | ".join(f"{value:.3f}" for value in measures) + " |")
    return "\n".join(lines)
