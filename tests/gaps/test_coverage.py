"""The coverage statement, the catalogue behind it, and the facts that contradict a declaration of completeness."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gaps.checklist import load_checklist
from gaps.contradictions import checked
from gaps.coverage import coverage
from gaps.expected_instruments import BadCatalogue, Expected, HeldNames, read_expected
from gaps.harvest import Declaration, Gate
from gaps.records import Completeness
from law import schema
from law.corpus import Corpus, Refusal
from law.corpus_writing import writing
from law.identifier import title_key
from law.instrument import Instrument, TextState
from law.jurisdiction import UnknownJurisdiction
from tests.law.texts import AT, instrument, version

ON = date(2026, 1, 1)
HEADER = "jurisdiction,title,title_en,kind,issuer,promulgated,effective,identifiers,url,areas,verification,remarks\n"
ROWS = (
    "xs,样例法,Sample Act,law,,2012-05-01,2012-06-01,,,PIP,from memory,\n"
    "xs,数据样例法,Sample Data Act,law,,2020,,,,OPN|PIP,from memory,\n"
    "xs,条例样例,Sample Regulation,administrative_regulation,,,,pcode:I0050021,,DIS,from memory,\n"
)
LAW = instrument("样例法", version("2012-05-01", text_state=TextState.TRUNCATED), jurisdiction="xs", kind="law")
NUMBERED = replace(
    instrument("另一个题名", version("2013-05-01"), jurisdiction="xs"), alternates={"pcode": "I0050021"}, kind=None
)


@pytest.fixture
def expected(tmp_path: Path) -> Expected:
    file = tmp_path / "instruments.csv"
    file.write_text(HEADER + ROWS, encoding="utf-8")
    return read_expected(file)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    opened = Corpus.open(tmp_path / "home")
    put(opened, LAW, NUMBERED)
    return opened


def put(corpus: Corpus, *laws: Instrument) -> None:
    with writing(corpus, source="test", at=AT) as writer:
        for law in laws:
            writer.add(law)


def harvested(
    corpus: Corpus, *, said: int | None = None, whole: bool = True, state: str = "finished", **failed: int
) -> None:
    row = {
        "source": "test",
        "began_at": datetime(2026, 1, 3, tzinfo=UTC),
        "ended_at": datetime(2026, 1, 3, 1, tzinfo=UTC),
        "state": state,
        "whole": whole,
        "said_to_exist": said,
        "counts": {},
        "failures": {kind: [{"url": "https://law.example"}] * n for kind, n in failed.items()},
    }
    with corpus.engine.begin() as db:
        db.execute(schema.harvest_run.insert().values(**row))


def vouched(area: str = "") -> Gate:
    areas = (area,) if area else ()
    entry = Declaration(
        jurisdiction="xs", areas=areas, state=Completeness.COMPLETE, as_of=ON, basis="somebody compared"
    )
    return Gate(declared=(entry,), fingerprint="a")


def complete_catalogue(expected: Expected) -> Expected:
    return replace(expected, entries=expected.entries[:1])


def test_the_packaged_catalogue_is_read_and_its_areas_are_those_of_the_checklist() -> None:
    entries = read_expected().entries
    assert len(entries) == 185
    areas = {area.code for area in load_checklist().areas}
    assert {area for entry in entries for area in entry.areas} <= areas
    assert Counter(entry.remembered for entry in entries) == {False: 103, True: 82}


def test_no_instrument_of_the_catalogue_is_there_twice() -> None:
    entries = read_expected().entries
    keys = Counter((entry.jurisdiction, title_key(entry.title)) for entry in entries)
    assert [key for key, n in keys.items() if n > 1] == []
    numbers = Counter(i for entry in entries for i in entry.identifiers)
    assert [number for number, n in numbers.items() if n > 1] == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("nowhere,法,Act,law,,,,,,PIP,from memory,\n", "jurisdiction nowhere"),
        ("xs,法,Act,no_kind,,,,,,PIP,from memory,\n", "kind no_kind"),
        ("xs,法,Act,law,,2020-05-01,2019-05-01,,,PIP,from memory,\n", "takes effect before"),
        ("xs,法,Act,law,,1 May 2020,,,,PIP,from memory,\n", "promulgated"),
        ("xs,法,Act,law,,,,no scheme,,PIP,from memory,\n", "scheme:number"),
        ("xs,法,Act,law,,,,,,,from memory,\n", "area is missing"),
        ("xs,法,Act,law,,,,,,PIP,,\n", "verification"),
    ],
)
def test_a_row_that_is_wrong_is_named_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    file = tmp_path / "instruments.csv"
    file.write_text(HEADER + ROWS + row, encoding="utf-8")
    with pytest.raises(BadCatalogue, match="row 5") as raised:
        read_expected(file)
    assert says in str(raised.value)


def test_an_expected_instrument_is_found_by_its_title_or_its_publishers_number(expected: Expected) -> None:
    names = HeldNames.of([LAW, NUMBERED])
    assert [names.find(entry) for entry in expected.entries] == [LAW.id, None, NUMBERED.id]
    elsewhere = replace(LAW, jurisdiction="xs-lin")
    assert HeldNames.of([elsewhere]).find(expected.entries[0]) is None


def test_the_statement_counts_by_rank_and_names_what_is_not_held(corpus: Corpus, expected: Expected) -> None:
    harvested(corpus, said=7)
    statement = coverage(corpus, ["xs"], expected=expected, gate=vouched())
    (place,) = statement.places
    assert [(r.kind, r.rank, r.instruments, r.truncated, r.expected, r.expected_held) for r in place.ranks] == [
        ("law", 2, 1, 1, 2, 1),
        ("administrative_regulation", 3, 0, 0, 1, 1),
        ("unknown", None, 1, 0, 0, 0),
    ]
    assert [entry.title for entry in place.not_held] == ["数据样例法"]
    facts = next(s.facts for s in place.sources if s.facts.source == "test")
    assert (facts.documents, facts.said_to_exist, facts.last_state, facts.as_of) == (2, 7, "finished", AT.date())
    assert facts.last_whole == datetime(2026, 1, 3, tzinfo=UTC)
    assert (statement.expected, statement.not_held) == (3, 1)
    assert statement == coverage(corpus, ["xs"], expected=expected, gate=vouched())


def test_a_narrowed_or_failed_harvest_says_nothing_of_what_exists(corpus: Corpus, expected: Expected) -> None:
    harvested(corpus, said=7, whole=False)
    (place,) = coverage(corpus, ["xs"], expected=expected).places
    facts = next(s.facts for s in place.sources if s.facts.source == "test")
    assert (facts.said_to_exist, facts.last_whole) == (None, None)


def test_a_place_of_which_nothing_is_held_is_stated_too(corpus: Corpus, expected: Expected) -> None:
    (place,) = coverage(corpus, ["xs-lin"], expected=expected).places
    assert (place.instruments, place.ranks, place.not_held) == (0, (), ())
    with pytest.raises(UnknownJurisdiction):
        coverage(corpus, ["nowhere"], expected=expected)


def judged(corpus: Corpus, expected: Expected, area: str = "PIP") -> tuple[Completeness, str]:
    harvest = checked(vouched(), corpus, ["xs"], expected).harvest(["xs"], area, ON)
    return harvest.state, harvest.basis


def test_a_declaration_that_no_fact_contradicts_stands(corpus: Corpus, expected: Expected) -> None:
    harvested(corpus, said=2)
    assert judged(corpus, complete_catalogue(expected)) == (Completeness.COMPLETE, "somebody compared")


def test_what_the_catalogue_misses_contradicts_only_in_its_areas(corpus: Corpus, expected: Expected) -> None:
    assert judged(corpus, expected, "DIS")[0] is Completeness.COMPLETE
    state, basis = judged(corpus, expected, "OPN")
    assert state is Completeness.INCOMPLETE
    assert "somebody compared" in basis
    assert "《数据样例法》" in basis


def test_a_source_that_says_it_has_more_contradicts(corpus: Corpus, expected: Expected) -> None:
    harvested(corpus, said=3)
    state, basis = judged(corpus, complete_catalogue(expected))
    assert state is Completeness.INCOMPLETE
    assert "3 documents, 2 are held" in basis


@pytest.mark.parametrize(
    ("run", "says"), [({"state": "stopped"}, "did not finish"), ({"temporary": 2}, "did not get 2")]
)
def test_a_harvest_that_failed_contradicts(corpus: Corpus, expected: Expected, run: dict[str, str], says: str) -> None:
    harvested(corpus, **run)  # type: ignore[arg-type]  # the state is text, the failures are numbers
    state, basis = judged(corpus, complete_catalogue(expected))
    assert state is Completeness.INCOMPLETE
    assert says in basis


def test_a_quarantined_document_and_a_withdrawn_source_contradict(corpus: Corpus, expected: Expected) -> None:
    with writing(corpus, source="test", at=AT) as writer:
        writer.refuse(Refusal(source="test", source_ref="x.md", outcome="quarantined", reason="cut off"))
    assert "1 documents of test are quarantined" in judged(corpus, complete_catalogue(expected))[1]
    with writing(corpus, source="test", at=AT) as writer:
        writer.switch(withdrawn=True, reason="asked for")
    assert "withdrawn" in judged(corpus, complete_catalogue(expected))[1]


def test_a_file_that_is_no_law_contradicts_nothing(corpus: Corpus, expected: Expected) -> None:
    with writing(corpus, source="test", at=AT) as writer:
        writer.refuse(Refusal(source="test", source_ref="README.md", outcome="skipped", reason="not a law"))
    harvested(corpus, said=3)
    assert judged(corpus, complete_catalogue(expected))[0] is Completeness.COMPLETE


def test_facts_never_make_a_declaration(corpus: Corpus, expected: Expected) -> None:
    harvested(corpus, said=2)
    nobody = checked(Gate(declared=(), fingerprint="a"), corpus, ["xs"], complete_catalogue(expected))
    assert nobody.harvest(["xs"], "PIP", ON).state is Completeness.UNKNOWN
    assert nobody.fingerprint == "a"


def test_the_fingerprint_changes_with_the_facts_though_the_revision_does_not(
    corpus: Corpus, expected: Expected
) -> None:
    before, revision = checked(vouched(), corpus, ["xs"], expected).fingerprint, corpus.revision()
    assert checked(vouched(), corpus, ["xs"], expected).fingerprint == before
    harvested(corpus, said=9)
    assert checked(vouched(), corpus, ["xs"], expected).fingerprint != before
    assert corpus.revision() == revision
