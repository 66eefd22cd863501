"""Changes to the law as data, and the facts of a work that several documents speak of."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from law.amendment import Amendment, Commencement
from law.corpus import Corpus
from law.corpus_writing import Outcome, writing
from law.instrument import Instrument
from tests.law.texts import AT, instrument, version

CHANGE = Amendment(
    source_id="effect-1",
    affected="/akn/gb/act/ukpga/2018/12",
    affected_provisions="s. 13",
    affecting="/akn/gb/act/ukpga/2025/18",
    affecting_title="An Act of the test",
    affecting_provisions="s. 2",
    action="words inserted",
    applied=False,
    commencements=(Commencement(day=date(2026, 1, 1), qualification="wholly in force"), Commencement(day=None)),
    made_on=date(2025, 6, 19),
    quote="after “data” insert “of the test”",
)


def put(corpus: Corpus, *laws: Instrument, source: str = "test") -> list[Outcome]:
    with writing(corpus, source=source, at=AT) as writer:
        return [writer.add(law) for law in laws]


def keep(corpus: Corpus, *changes: Amendment) -> list[bool]:
    with writing(corpus, source="feed", at=AT) as writer:
        return [writer.keep_amendment(change) for change in changes]


def test_a_change_is_read_back_for_the_law_that_it_changes_and_for_the_one_that_makes_it(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        assert keep(corpus, CHANGE) == [True]
        kept = replace(CHANGE, source="feed")
        assert CHANGE.affecting is not None
        assert corpus.amendments(CHANGE.affected) == corpus.amendments(CHANGE.affecting) == (kept,)
        assert corpus.amendments("/akn/gb/act/ukpga/2000/36") == ()
        assert corpus.amendments() == (kept,)


def test_the_same_change_kept_again_makes_no_revision_and_a_corrected_one_does(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        keep(corpus, CHANGE)
        assert keep(corpus, CHANGE, CHANGE) == [False, False]
        assert corpus.revision() == 1
        assert keep(corpus, replace(CHANGE, applied=True)) == [True]
        assert corpus.revision() == 2
        assert [change.applied for change in corpus.amendments()] == [True]


def test_a_corrected_kind_and_title_of_the_only_source_take_the_place_of_the_former(tmp_path: Path) -> None:
    law = instrument("样例法", version("2012-05-01"), kind="law")
    with Corpus.open(tmp_path) as corpus:
        put(corpus, law)
        put(corpus, replace(law, kind="regulation", titles={"zh-Hans": "样例法（试行）"}, number="第1号"))
        (held,) = corpus.instruments()
        assert (held.kind, held.title, held.number) == ("regulation", "样例法（试行）", "第1号")


def test_what_an_older_document_of_the_same_source_says_does_not_take_its_place(tmp_path: Path) -> None:
    new = instrument("样例法", version("2020-05-01"), kind="law")
    old = replace(instrument("样例法", version("2012-05-01")), kind="regulation", number="第1号")
    for order in ((new, old), (old, new)):
        with Corpus.open(tmp_path / (order[0].kind or "")) as corpus:
            put(corpus, *order)
            before = corpus.revision()
            put(corpus, *order)
            (held,) = corpus.instruments()
            assert (held.kind, held.number) == ("law", "第1号")
            assert corpus.revision() == before


def test_a_second_source_adds_what_was_missing_and_corrects_nothing(tmp_path: Path) -> None:
    law = instrument("样例法", version("2012-05-01"), kind="law")
    other = instrument("样例法", version("2020-05-01", source="zweite"), kind="regulation", number="第1号")
    with Corpus.open(tmp_path) as corpus:
        put(corpus, law)
        put(corpus, other, source="zweite")
        (held,) = corpus.instruments()
        assert (held.kind, held.number) == ("law", "第1号")


def test_an_instrument_whose_text_was_read_anew_under_another_id_is_gone(tmp_path: Path) -> None:
    text = version("2012-05-01")
    with Corpus.open(tmp_path) as corpus:
        put(corpus, instrument("样例法草案", text))
        put(corpus, instrument("样例法", text))
        assert [held.title for held in corpus.instruments()] == ["样例法"]
