"""A small corpus in words of ours: two scripts, two languages, three places, repealed and replaced texts."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.build import build_index
from index.records import Mode, SearchRequest
from index.search import Searcher, open_searcher
from law.corpus import Corpus
from law.corpus_writing import writing
from law.identifier import instrument_id
from law.instrument import Instrument, Version
from law.provision import Provision, Unit
from tests.law.texts import AT, article, instrument, stated, version

TODAY = date(2025, 1, 1)

PRIVACY = (
    "为了保护个人信息权益，制定本法。",
    "处理个人信息应当取得个人的同意。\n个人有权撤回其同意。",
    "处理敏感个人信息应当取得个人的单独同意，并告知处理的必要性。",
    "国家机关处理个人信息，不得超出履行法定职责所必需的范围。",
)
DISCLOSURE_OLD = ("行政机关应当主动公开政府信息。", "公民可以申请公开政府信息，行政机关应当在三十日内答复。")
DISCLOSURE_NEW = (
    "行政机关应当及时、准确地公开政府信息。",
    "公民可以申请公开政府信息，行政机关应当在二十个工作日内答复。",
    "涉及商业秘密的政府信息不得公开，但是权利人同意公开的除外。",
)
CITY = ("本市政府信息公开工作适用本规定。", "市政府网站应当公开财政预算。")
TAIWAN = ("為保障人民知的權利，特制定本法。", "政府資訊應主動公開；個人資料應予保護。")
REPEALED = ("旧的档案不得公开。", "本办法由档案局解释。")


def small_corpus() -> list[Instrument]:
    """Six instruments; the disclosure regulation has two texts, the archives measures were repealed."""
    return [
        instrument(
            "中华人民共和国个人信息保护法",
            version("2021-08-20", *PRIVACY, promulgated_on=date(2021, 8, 20), in_force_from=date(2021, 11, 1)),
            kind="law",
        ),
        instrument(
            "政府信息公开条例",
            version("2007-04-05", *DISCLOSURE_OLD, promulgated_on=date(2007, 4, 5), in_force_from=date(2008, 5, 1)),
            version("2019-04-03", *DISCLOSURE_NEW, promulgated_on=date(2019, 4, 3), in_force_from=date(2019, 5, 15)),
            kind="administrative_regulation",
        ),
        instrument(
            "上海市政府信息公开规定",
            version("2020-04-21", *CITY, promulgated_on=date(2020, 4, 21), in_force_from=date(2020, 6, 1)),
            jurisdiction="cn-sh",
            kind="local_government_rule",
        ),
        _taiwan(),
        _english(),
        instrument(
            "旧档案公开办法",
            version(
                "1990-01-01",
                *REPEALED,
                promulgated_on=date(1990, 1, 1),
                in_force_from=date(1990, 2, 1),
                repealed_on=date(2000, 1, 1),
            ),
        ),
    ]


def law_with_chapters() -> Instrument:
    """A law under headings, one of whose articles has a heading of its own."""
    chapters = ("第一章　总则", "第二章　个人的权利", "第二章　个人的权利", "第三章　罚则")
    sections = ("", "第一节　查阅", "第二节　删除", "")
    articles = (
        Provision(
            id=f"art_{n}",
            unit=Unit.ARTICLE,
            label=f"第{n}条",
            heading="期限" if n == 2 else "",
            text=f"登记机关办理第{n}种事项。",
            path=tuple(filter(None, (chapter, section))),
        )
        for n, (chapter, section) in enumerate(zip(chapters, sections, strict=True), 1)
    )
    return instrument("登记法", replace(version("2020-01-01"), provisions=tuple(articles)))


def _taiwan() -> Instrument:
    text = version("2005-12-28", *TAIWAN, language="zh-Hant", promulgated_on=date(2005, 12, 28))
    return Instrument(
        id=instrument_id(jurisdiction="tw", title="政府資訊公開法"),
        jurisdiction="tw",
        titles={"zh-Hant": "政府資訊公開法"},
        versions=(text,),
    )


def _english() -> Instrument:
    words = (
        "Every person has a right of access to information held by a public authority.",
        "Personal information shall not be disclosed without the consent of the person concerned.",
    )
    provisions = tuple(
        Provision(id=f"sec_{n}", unit=Unit.ARTICLE, label=f"Section {n}", text=text) for n, text in enumerate(words, 1)
    )
    text = Version(
        key="2000-11-30",
        language="en",
        source="test",
        source_ref="act.xml",
        sha256="bytes of the act",
        retrieved_at=AT,
        promulgated_on=stated(date(2000, 11, 30)),
        provisions=provisions,
    )
    return Instrument(
        id=instrument_id(jurisdiction="gb", title="Public Records Access Act 2000"),
        jurisdiction="gb",
        titles={"en": "Public Records Access Act 2000"},
        versions=(text,),
        kind="act",
    )


def corpus_of(home: Path, instruments: Iterable[Instrument]) -> Corpus:
    """A corpus in a data directory, holding the instruments."""
    corpus = Corpus.open(home)
    with writing(corpus, source="test", at=AT) as writer:
        for each in instruments:
            writer.add(each)
    return corpus


def indexed(home: Path, instruments: Iterable[Instrument] | None = None, **options: Any) -> Searcher:
    """A searcher over the instruments, by default the small corpus."""
    corpus = corpus_of(home, small_corpus() if instruments is None else instruments)
    build_index(corpus, home)
    return open_searcher(corpus, home, today=lambda: TODAY, **options)


def found(searcher: Searcher, query: str, **options: Any) -> list[str]:
    """Short names of the hits: the title without the state's name, and the provision's id."""
    options.setdefault("mode", Mode.LEXICAL)
    result = searcher.search(SearchRequest(query=query, **options))
    return [f"{hit.title.removeprefix('中华人民共和国')}#{hit.provision_id}" for hit in result.hits]


class TopicEmbedder:
    """Vectors of topics: texts that name the same topic are near. Real enough to test what is done with vectors."""

    model_id = "topics/1"
    dimensions = 8
    topics: Sequence[tuple[str, ...]] = (
        ("同意", "consent", "愿意"),
        ("公开", "公開", "access", "告诉大家"),
        ("秘密", "secret"),
        ("答复", "reply"),
        ("预算", "budget", "钱花在哪里"),
    )

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += texts
        if progress is not None:
            progress(len(texts))
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        named = [float(any(word in text for word in topic)) for topic in self.topics]
        noise = [byte / 25_500 + 0.001 for byte in hashlib.sha256(text.encode()).digest()[: self.dimensions]]
        vector = np.array([*named, *[0.0] * (self.dimensions - len(named))]) + noise
        return (vector / np.linalg.norm(vector)).astype(np.float32)

    def count_tokens(self, text: str) -> int:
        return len(text)


__all__ = [
    "AT",
    "TODAY",
    "TopicEmbedder",
    "article",
    "corpus_of",
    "found",
    "indexed",
    "instrument",
    "small_corpus",
    "version",
]
