"""How well searches answer queries whose right provisions were written down: R@10, R@100, nDCG@10 and MRR."""

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
    ndcg_10: float
    mrr: float


def own_queries() -> list[Question]:
    """Our own set: lay and legal questions, scripts, languages, citations, short names, slips of the pen, places."""
    with OWN_QUERIES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Question(query=r["query"], gold=frozenset(r["gold"].split(";")), kind=r["kind"]) for r in rows]


def named(hit: Hit) -> str:
    """The name of a hit as the judged provisions are named."""
    return f"{hit.title.replace('中华人民共和国', '')}|{hit.label}"


def scored(questions: Iterable[Question], search: Callable[[str], Sequence[Hit]]) -> Mapping[str, Scores]:
    """The scores by kind of query, and of all under ``all``. ``search`` gives up to 100 hits, best first."""
    measured: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for question in questions:
        found = list(dict.fromkeys(map(named, search(question.query))))
        measured[question.kind].append(_measures(found, question.gold))
    measured["all"] = list(chain.from_iterable(measured.values()))
    return {kind: _means(rows) for kind, rows in measured.items()}


def _measures(found: Sequence[str], gold: frozenset[str]) -> tuple[float, ...]:
    gains = sum(1 / math.log2(rank + 1) for rank, name in enumerate(found[:10], 1) if name in gold)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(10, len(gold)) + 1))
    first = next((1 / rank for rank, name in enumerate(found, 1) if name in gold), 0.0)
    return len(gold & set(found[:10])) / len(gold), len(gold & set(found[:100])) / len(gold), gains / best, first


def _means(rows: Sequence[tuple[float, ...]]) -> Scores:
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return Scores(queries=len(rows), recall_10=means[0], recall_100=means[1], ndcg_10=means[2], mrr=means[3])


def table(scores: Mapping[str, Scores]) -> str:
    """The scores as a Markdown table."""
    lines = ["| kind | queries | R@10 | R@100 | nDCG@10 | MRR |", "|---|---|---|---|---|---|"]
    for kind, each in scores.items():
        measures = (each.recall_10, each.recall_100, each.ndcg_10, each.mrr)
        lines.append(f"| {kind} | {each.queries} | " + " | ".join(f"{value:.3f}" for value in measures) + " |")
    return "\n".join(lines)
