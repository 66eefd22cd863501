"""What may happen to a corpus between two builds of its index, each beside enough text that the change is small."""

from datetime import date

from law.corpus import Corpus
from law.corpus_writing import writing
from law.instrument import Instrument
from tests.index.small_corpus import AT, instrument, version


def long_law(articles: int = 600) -> Instrument:
    """Enough text beside which a change of one law is small."""
    return instrument("总则", version("1999-01-01", *(f"第{n}种事项由机关{n % 7}办理。" for n in range(articles))))


def add(corpus: Corpus, *instruments: Instrument, source: str = "later") -> None:
    with writing(corpus, source=source, at=AT) as writer:
        for each in instruments:
            writer.add(each)


def law(title: str, *texts: str, key: str = "2024-01-01", source: str = "later", **facts: date) -> Instrument:
    return instrument(title, version(key, *texts, source=source, source_ref=title, **facts))


def came(corpus: Corpus) -> None:
    add(corpus, law("海豚法", "国家保护海豚。", "海豚的信息应当公开。"))


def changed(corpus: Corpus) -> None:
    add(corpus, law("鲸鱼法", "国家保护鲸鱼和海豚。", key="2025-01-01"))


def ended(corpus: Corpus) -> None:
    add(corpus, law("鲸鱼法", "国家保护鲸鱼。", "鲸鱼的信息应当公开。", repealed_on=date(2024, 6, 1)))


def went(corpus: Corpus) -> None:
    with writing(corpus, source="later", at=AT) as writer:
        assert writer.switch(withdrawn=True, reason="as the test wants it")


def went_and_came(corpus: Corpus) -> None:
    went(corpus)
    add(corpus, law("海龟法", "国家保护海龟。", source="others"), source="others")


CHANGES = (came, changed, ended, went, went_and_came)
