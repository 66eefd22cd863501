"""Acts and orders of Japan: the law XML (標準法令XML) of e-Gov, one edition of a law a file.

The file itself bears no date of the edition; the name under which e-Gov publishes it does:
``405AC0000000088_20240401_504AC0100000052`` is the law, the day on which this text took effect and the amending act.
"""

import hashlib
import re
from datetime import date, datetime
from typing import Final

from crawlers.checks import sequence_problems
from crawlers.crawl import Crawl
from crawlers.jp_egov_list import HOSTS, amendments, discover, recorded, seeds
from crawlers.outline import Outline
from crawlers.rights import Source
from crawlers.safe_xml import Element, child, children, local_name, read_xml, words
from crawlers.stub import refuse_stub
from crawlers.unknown import UnknownMarkup
from crawlers.xml_lines import Markup, lines_of
from law.dates import parse_date
from law.heading import split_heading
from law.identifier import instrument_id_from_number
from law.instrument import DatedFact, Event, Instrument, TextState, Version

SOURCE: Final = Source(
    id="jp_egov",
    title="e-Gov Law Search (e-Gov法令検索)",
    publisher="Digital Agency of Japan (デジタル庁)",
    jurisdictions=("jp",),
    languages=("ja",),
    licence="Government of Japan Standard Terms of Use (compatible with CC BY 4.0); texts of laws carry no copyright "
    "(Copyright Act of Japan, art. 13)",
    terms_url="https://laws.e-gov.go.jp/terms/",
    address="https://laws.e-gov.go.jp/api/2/",
    allowed_use="copy, change and publish with the source named",
    coverage="acts, cabinet orders, ministerial ordinances and rules of the national government; no local law",
    verified=True,
    verified_note="read over the XML of one act, in the edition of 2024-04-01; the lists only as the API is described",
)
_KINDS: Final = {
    "Constitution": "constitution", "Act": "act", "CabinetOrder": "cabinet_order", "ImperialOrder": None,
    "MinisterialOrdinance": "ministerial_ordinance", "Rule": None, "Misc": None,
}  # fmt: skip
_ERAS: Final = {"Meiji": "明治", "Taisho": "大正", "Showa": "昭和", "Heisei": "平成", "Reiwa": "令和"}
_REVISION: Final = re.compile(r"(?P<law>[0-9]{3}[A-Z0-9]{12})_(?P<day>[0-9]{8})_(?P<by>[0-9A-Z]{15})")
_HEADED: Final = frozenset({"Part", "Chapter", "Section", "Subsection", "Division"})
_SUBITEMS: Final = [f"Subitem{n}" for n in range(1, 11)]
_MARKUP: Final = Markup(
    blocks=frozenset({"Paragraph", "ParagraphCaption", "ParagraphSentence", "Item", "ItemSentence", "List", "Remarks"})
    | {"ListSentence", "TableStruct", "Table", "TableRow", "TableHeaderRow", "SupplNote", "ArticleCaption", "Note"}
    | {*_SUBITEMS, *(f"{name}Sentence" for name in _SUBITEMS)},
    labels=frozenset({"ParagraphNum", "ItemTitle", *(f"{name}Title" for name in _SUBITEMS)}),
    inline=frozenset({"Sentence", "Ruby", "Line", "Sup", "Sub", "QuoteStruct", "ArithFormula"}),
    cells=frozenset({"Column", "TableColumn", "TableHeaderColumn"}),
    ignored=frozenset({"Rt"}),
)


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None = None) -> Instrument:
    """One edition of a law. ``ref`` is the name under which it is published. Raises Unreadable, UnknownMarkup."""
    law = read_xml(raw)
    law = law if local_name(law) == "Law" else next((e for e in law.iter() if local_name(e) == "Law"), law)
    body, number = child(law, "LawBody"), words(child(law, "LawNum"))
    title = child(law, "LawBody", "LawTitle")
    if body is None or title is None or law.get("LawType") not in _KINDS:
        raise UnknownMarkup(f"no law with title and body, or a LawType {law.get('LawType')!r} that is not known")
    revision = _REVISION.search(ref)
    return Instrument(
        id=instrument_id_from_number(jurisdiction="jp", scheme="lawnum", number=number),
        jurisdiction="jp",
        titles={"ja": words(title)},
        kind=_KINDS[law.get("LawType", "")],
        short_titles=tuple(name for name in title.get("Abbrev", "").split("，") if name),
        issuing_body="国会" if law.get("LawType") == "Act" else None,
        number=number,
        alternates={"egov": revision["law"]} if revision else {},
        versions=(_version(raw, ref, law, body, revision, at, as_of),),
    )


def _version(
    raw: bytes, ref: str, law: Element, body: Element, revision: re.Match[str] | None, at: datetime, as_of: date | None
) -> Version:
    outline = Outline()
    _add(outline, [each for each in children(body) if local_name(each) not in ("LawTitle", "TOC")], rank=1)
    provisions = refuse_stub(outline.finish())
    amending = [s.get("AmendLawNum", "") for s in body.iter() if local_name(s) == "SupplProvision"]
    effect = parse_date(revision["day"]) if revision else None
    day = effect.isoformat() if effect else "undated"
    return Version(
        key=day,
        language="ja",
        source=SOURCE.id,
        source_ref=ref,
        source_url=f"https://laws.e-gov.go.jp/law/{revision[0]}" if revision else None,
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=_promulgation(law),
        in_force_from=DatedFact(day=effect, provenance="the day in e-Gov's name of the edition") if effect else None,
        text_state=TextState.POINT_IN_TIME if effect else TextState.UNKNOWN,
        provisions=provisions,
        events=tuple(Event(text=each, day=parse_date(each), action="amended") for each in amending if each),
        problems=(*outline.problems, *sequence_problems(p for p in provisions if not p.id.startswith("suppl"))),
    )


def _promulgation(law: Element) -> DatedFact | None:
    year, month, day = law.get("Year"), law.get("PromulgateMonth"), law.get("PromulgateDay")
    if not (year and month and day):
        return None
    made = parse_date(f"{_ERAS[law.get('Era', '')]}{int(year)}年{int(month)}月{int(day)}日")
    return DatedFact(day=made, provenance="Era, Year, PromulgateMonth and PromulgateDay of the law") if made else None


def _add(outline: Outline, elements: list[Element], rank: int) -> None:
    for element in elements:
        name = local_name(element)
        if name == "Article":
            _add_article(outline, element)
        elif name in _HEADED:
            label, words_of = split_heading(words(child(element, f"{name}Title"))) or ("", words(element[0]))
            outline.heading(label, words_of, rank)
            _add(outline, [e for e in children(element) if local_name(e) != f"{name}Title"], rank + 1)
        elif name in ("MainProvision", "Preamble", "EnactStatement"):
            _add(outline, children(element), rank)
        elif name == "SupplProvision" or name.startswith("Appdx"):
            _add_annex(outline, element)
        else:
            _add_lines(outline, element)


def _add_article(outline: Outline, article: Element) -> None:
    caption = words(child(article, "ArticleCaption")).strip("（）")
    outline.article(words(child(article, "ArticleTitle")), heading=caption)
    for each in children(article):
        if local_name(each) not in ("ArticleCaption", "ArticleTitle"):
            _add_lines(outline, each)


def _add_annex(outline: Outline, annex: Element) -> None:
    """附則 of the law itself and of each act that amended it; tables and forms (別表, 別記様式)."""
    titled = next((e for e in children(annex) if local_name(e).endswith(("Label", "TableTitle", "StyleTitle"))), None)
    outline.annex("".join(words(titled).split()), annex.get("AmendLawNum", ""))
    _add(outline, [each for each in children(annex) if each is not titled], rank=1)


def _add_lines(outline: Outline, element: Element) -> None:
    for line in lines_of(element, _MARKUP):
        outline.line(line)


CRAWL: Final = Crawl(
    hosts=HOSTS,
    seeds=seeds,
    parse=lambda document: parse(document.raw, document.ref, at=document.retrieved_at),
    discover=discover,
    amendments=amendments,
    recorded=recorded,
    delay=1.0,
)
