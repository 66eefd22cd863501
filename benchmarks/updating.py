"""``python -m benchmarks.updating HOME``: 1,000 provisions come, and how long it takes until a search finds them.

Each round imports ten laws of a hundred articles, runs ``lexgap index``, and asks a running service until it finds
them; then the same within one process. HOME is changed: hand in a copy.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks.serving import ROOT, serve
from benchmarks.timing import processor_s
from index.build import build_index
from index.records import Mode, SearchRequest
from index.search import open_searcher
from law.corpus import Corpus
from law.corpus_writing import writing
from law.instrument import DatedFact, Instrument, Version
from law.provision import Provision, Unit

ON: Final = date(2025, 4, 19)
LAWS, ARTICLES = 10, 100
_SENTENCE: Final = "由主管机关公开。行政机关应当在二十个工作日内答复，并告知理由和救济途径，涉及商业秘密的除外。"


def add_laws(corpus: Corpus, word: str) -> None:
    """Laws that no other round has; ``word`` is in every article."""
    with writing(corpus, source="benchmark", at=datetime.now(UTC)) as writer:
        for number in range(LAWS):
            writer.add(_law(word, number))


def _law(word: str, number: int) -> Instrument:
    title = f"{word}第{number}号条例"
    articles = tuple(
        Provision(id=f"art_{n}", unit=Unit.ARTICLE, label=f"第{n}条", text=f"{word}事项第{n}款{_SENTENCE}")
        for n in range(1, ARTICLES + 1)
    )
    text = Version(
        key="2024-01-01",
        language="zh-Hans",
        source="benchmark",
        source_ref=title,
        sha256=title,
        retrieved_at=datetime.now(UTC),
        promulgated_on=DatedFact(day=date(2024, 1, 1), provenance="made up"),
        provisions=articles,
    )
    return Instrument(id=f"/akn/cn/act/{title}", jurisdiction="cn", titles={"zh-Hans": title}, versions=(text,))


def _timed(name: str, work: Callable[[], object]) -> float:
    began, used = time.perf_counter(), processor_s() + sum(os.times()[2:4])
    work()
    took, used = time.perf_counter() - began, processor_s() + sum(os.times()[2:4]) - used
    print(f"| {name} | {took:.2f} | {used:.2f} |", flush=True)
    return took


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("home", type=Path)
    words.add_argument("--rounds", type=int, default=3)
    asked = words.parse_args()
    marks = "甲乙丙丁戊己庚辛壬癸"
    print("| step | s | s of the processor |\n|---|---|---|")
    with Corpus.open(asked.home) as corpus, serve(asked.home, semantic=False) as server:

        def found(word: str) -> None:
            while not _answer(server.search(f'"{word}事项"', Mode.LEXICAL, ON)):
                time.sleep(0.01)

        for number in range(asked.rounds):
            word = f"鱻{marks[number]}{int(time.time())}"
            _timed("import of 1,000 provisions", lambda word=word: add_laws(corpus, word))  # type: ignore[misc]
            _timed("`lexgap index --no-vectors`", lambda: _command(asked.home))
            _timed("until the running service finds them", lambda word=word: found(word))  # type: ignore[misc]
        _within(asked.home, corpus)
    print(f"\nload {os.getloadavg()[0]:.1f}")


def _answer(answer: Mapping[str, Any]) -> bool:
    return int(answer["total"]) == LAWS * ARTICLES


def _within(home: Path, corpus: Corpus) -> None:
    searcher, word = open_searcher(None, home, today=lambda: ON), f"鱻申{int(time.time())}"
    asked = SearchRequest(query=f'"{word}事项"', mode=Mode.LEXICAL)
    searcher.search(asked)
    add_laws(corpus, word)
    _timed("in one process: index", lambda: build_index(corpus, home))
    _timed("in one process: first search", lambda: searcher.search(asked))
    if searcher.search(asked).total != LAWS * ARTICLES:
        raise RuntimeError("the searcher does not find what was indexed")


def _command(home: Path) -> None:
    words = [sys.executable, "-m", "ui", "index", "--no-vectors", "--json"]
    environment = {**os.environ, "LEXGAP_HOME": str(home)}
    subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True)


if __name__ == "__main__":
    main()
