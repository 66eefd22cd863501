"""A withdrawn source: its texts are nowhere, its record stays, and another source's text takes the place."""

from datetime import UTC, date, datetime
from pathlib import Path

from law.corpus import Corpus
from law.corpus_writing import writing
from law.instrument import Event, Instrument
from tests.law.texts import AT, instrument, version

LATER = datetime(2026, 2, 3, tzinfo=UTC)
OWN = instrument("样例法", version("2012-05-01", "甲的条文。", source="alpha"), kind="law", number="第1号")
OTHER = instrument("样例法", version("2012-05-01", "乙的条文。", source="beta"))
ALONE = instrument("另一样例法", version("2015-05-01", source="alpha"))


def put(corpus: Corpus, source: str, *laws: Instrument) -> None:
    with writing(corpus, source=source, at=AT) as writer:
        for law in laws:
            writer.add(law)


def switch(corpus: Corpus, source: str, *, withdrawn: bool, reason: str = "asked for by the publisher") -> bool:
    with writing(corpus, source=source, at=LATER) as writer:
        return writer.switch(withdrawn=withdrawn, reason=reason)


def shown(corpus: Corpus) -> dict[str, list[str]]:
    return {i.title: [v.source for v in i.versions] for i in corpus.instruments()}


def test_its_texts_are_left_out_and_another_source_takes_their_place(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        put(corpus, "alpha", OWN, ALONE)
        put(corpus, "beta", OTHER)
        assert shown(corpus) == {"样例法": ["alpha"], "另一样例法": ["alpha"]}
        before = corpus.revision()
        assert switch(corpus, "alpha", withdrawn=True)
        assert corpus.revision() == before + 1
        assert shown(corpus) == {"样例法": ["beta"]}
        every = [v.source for i in corpus.instruments(every_source=True) for v in i.versions]
        assert every == ["beta"]
        assert corpus.instrument(ALONE.id) is None
        assert corpus.with_title("另一样例法") == ()


def test_the_record_and_the_reason_stay(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        put(corpus, "alpha", OWN, ALONE)
        put(corpus, "beta", OTHER)
        assert corpus.withdrawn_instruments() == corpus.withdrawals() == ()
        switch(corpus, "alpha", withdrawn=True)
        (gone,) = corpus.withdrawn_instruments()
        assert (gone.instrument.id, gone.instrument.title, gone.instrument.versions) == (ALONE.id, "另一样例法", ())
        assert [(w.source, w.at, w.reason) for w in gone.withdrawals] == [
            ("alpha", LATER, "asked for by the publisher")
        ]
        editions = corpus.editions(OWN.id)
        assert [(e.source, e.shown, e.withdrawal is not None) for e in editions] == [
            ("beta", True, False),
            ("alpha", False, True),
        ]


def test_restored_texts_are_back_as_they_were(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        put(corpus, "alpha", OWN, ALONE)
        put(corpus, "beta", OTHER)
        before = list(corpus.instruments(every_source=True))
        switch(corpus, "alpha", withdrawn=True)
        switch(corpus, "alpha", withdrawn=False, reason="settled")
        assert list(corpus.instruments(every_source=True)) == before
        assert corpus.withdrawals() == ()


def test_the_same_switch_twice_changes_nothing(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        put(corpus, "alpha", OWN)
        assert not switch(corpus, "alpha", withdrawn=False)
        assert switch(corpus, "alpha", withdrawn=True)
        before = corpus.revision()
        assert not switch(corpus, "alpha", withdrawn=True)
        assert corpus.revision() == before


def test_a_text_that_comes_while_its_source_is_withdrawn_is_not_shown_either(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        put(corpus, "alpha", OWN)
        switch(corpus, "alpha", withdrawn=True)
        put(corpus, "alpha", ALONE)
        assert shown(corpus) == {}


def test_changes_told_by_a_withdrawn_source_are_not_shown(tmp_path: Path) -> None:
    event = Event(text="2013年1月1日修正", day=date(2013, 1, 1), action="amended")
    with Corpus.open(tmp_path) as corpus:
        put(corpus, "alpha", instrument("样例法", version("2013-01-01", source="alpha", events=(event,))))
        assert len(corpus.amendments()) == 1
        switch(corpus, "alpha", withdrawn=True)
        assert corpus.amendments() == ()
