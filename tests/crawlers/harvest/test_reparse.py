"""The corpus from the snapshots alone, compared with what the harvests made, byte for byte."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawlers.crawl import Crawl, Document
from crawlers.harvest.frontier import FETCHED, Frontier
from crawlers.harvest.reparse import ReparseReport, reparse
from crawlers.harvest.run import Order, harvest
from crawlers.harvest.snapshot_reading import Reading, readings_of
from crawlers.harvest.snapshots import Snapshots
from crawlers.importing import SourceUnavailable
from crawlers.sample import import_sample
from crawlers.source import CRAWLS
from law.corpus import Corpus
from law.instrument import Instrument
from tests.crawlers.harvest.small_source import SOURCE, START, Harvests, crawl_of, parse, serving

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture
def harvests(tmp_path: Path) -> Iterator[Harvests]:
    with serving() as site:
        yield Harvests(site, tmp_path / "home")


def dump(home: Path) -> str:
    """Every row of every table, with numbers and moments."""
    with closing(sqlite3.connect(home / "corpus.sqlite")) as db:
        return "\n".join(line for line in db.iterdump() if line.startswith("INSERT"))


def rebuilt(home: Path, base: str, crawl: Crawl | None = None) -> ReparseReport:
    crawls = {**CRAWLS, SOURCE: crawl or crawl_of(base)}
    with Corpus.open(home) as corpus:
        return reparse(corpus, home=home, crawls=crawls)


def fresh_home(harvests: Harvests) -> Path:
    other = harvests.home.parent / "other"
    shutil.copytree(harvests.home / "snapshots", other / "snapshots")
    return other


def two_sources_in_several_runs(harvests: Harvests) -> None:
    site, names = harvests.site, [f"a{number:02}" for number in range(25)]
    site.put(*names)
    site.texts["a05"]["words"] = ""
    harvests.run(limit=6)
    with Corpus.open(harvests.home) as corpus:
        order = Order(replay=FIXTURES / "jp_egov")
        harvest("jp_egov", corpus, home=harvests.home, order=order, clock=harvests.clock)
    site.put("a03", words="Another text.", day="2024-01-01")
    site.status["/doc/a04"] = 503
    harvests.run()
    site.status.clear()
    harvests.run(resume=True)
    for name in names[:9]:
        del site.texts[name]
    assert harvests.run().state == "stopped"
    assert harvests.run(resume=True, accept_disappearance=True).state == "finished"
    site.put("a00")
    harvests.run()


def test_rebuilding_from_snapshots_alone_gives_every_row_again(harvests: Harvests) -> None:
    two_sources_in_several_runs(harvests)
    other = fresh_home(harvests)
    report = rebuilt(other, harvests.site.base)
    assert (report.sources, report.readings, report.changed) == (("jp_egov", SOURCE), 7, True)
    assert dump(other) == dump(harvests.home)


def test_rebuilding_what_is_held_already_changes_nothing(harvests: Harvests) -> None:
    harvests.site.put("a", "b")
    harvests.run()
    before = dump(harvests.home)
    report = rebuilt(harvests.home, harvests.site.base)
    assert (report.changed, report.revision) == (False, 1)
    assert dump(harvests.home) == before


def test_a_better_parser_reads_the_kept_answers_and_indexes_notice(harvests: Harvests) -> None:
    harvests.site.put("a")
    harvests.run()

    def better(document: Document) -> Instrument:
        read = parse(document)
        return replace(read, titles={"en": f"The {read.title}"})

    report = rebuilt(harvests.home, harvests.site.base, replace(crawl_of(harvests.site.base), parse=better))
    assert (report.changed, report.revision) == (True, 2)
    with Corpus.open(harvests.home) as corpus:
        assert [each.title for each in corpus.instruments()] == ["The Act a"]


def test_what_was_imported_stays_as_it_was(harvests: Harvests) -> None:
    harvests.site.put("a", "b")
    with Corpus.open(harvests.home) as corpus:
        import_sample(corpus, at=START)
    harvests.run()
    with Corpus.open(harvests.home) as corpus:
        held = [(each.id, each.versions) for each in corpus.instruments() if not each.id.endswith(("/a", "/b"))]

    def better(document: Document) -> Instrument:
        return replace(parse(document), short_titles=("short",))

    assert not rebuilt(harvests.home, harvests.site.base).changed
    report = rebuilt(harvests.home, harvests.site.base, replace(crawl_of(harvests.site.base), parse=better))
    assert report.changed
    with Corpus.open(harvests.home) as corpus:
        again = {each.id: each.versions for each in corpus.instruments()}
        assert corpus.revision() == report.revision > 2
    assert len(held) > 5
    assert [(name, again[name]) for name, _ in held] == held
    assert {"/akn/xs/act/a", "/akn/xs/act/b"} <= again.keys()


def test_a_snapshot_that_is_damaged_leaves_the_corpus_as_it_was(harvests: Harvests) -> None:
    harvests.site.put("a", "b")
    harvests.run()
    (path,) = Snapshots(harvests.home, SOURCE).files()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    before = dump(harvests.home)
    with pytest.raises(SourceUnavailable, match="damaged"):
        rebuilt(harvests.home, harvests.site.base)
    assert dump(harvests.home) == before


def test_without_snapshots_nothing_is_rebuilt(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus, pytest.raises(SourceUnavailable, match="no snapshots of any source"):
        reparse(corpus, home=tmp_path)
    with Corpus.open(tmp_path) as corpus, pytest.raises(SourceUnavailable, match="no snapshots of tw_moj"):
        reparse(corpus, home=tmp_path, sources=["tw-moj"])


def test_a_kill_between_the_snapshots_word_and_the_corpus_is_settled_by_the_next_harvest(harvests: Harvests) -> None:
    harvests.site.put("a")
    report = harvests.run()
    (path,) = Snapshots(harvests.home, SOURCE).files()
    with closing(Frontier(harvests.home, SOURCE)) as frontier:
        facts = frontier.run()
        frontier.mark(FETCHED)
    assert facts is not None
    file = Snapshots(harvests.home, SOURCE).begin(facts[0])
    file.note(Reading(at=report.ended_at + timedelta(seconds=1)).note(), at=report.ended_at)
    file.close()
    harvests.run(resume=True)
    assert next(reading.at for reading in readings_of(path)) == report.ended_at
    other = fresh_home(harvests)
    rebuilt(other, harvests.site.base)
    assert dump(other) == dump(harvests.home)
