"""Which acts CELLAR has: SPARQL for lists and metadata, content negotiation for the text of an act.

``/webapi/rdf/sparql?query=…`` answers in JSON; ``/resource/celex/{CELEX}`` redirects to the manifestation that
``Accept`` and ``Accept-Language`` ask for. A consolidated text has a CELEX number of its own, 0 for 3 and its day
behind (02016R0679-20160504). Metadata and texts were recorded; the lists are built on the ontology's own terms.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from crawlers.crawl import Ask, Document, Found, Page, Recording, page_is_document
from crawlers.json_reply import read_reply
from crawlers.readable import Unreadable
from crawlers.unknown import require_known

HOSTS: Final = ("publications.europa.eu",)
_SITE: Final = "https://publications.europa.eu"
_TEXT: Final = {"Accept": "application/xhtml+xml, text/html;q=0.9", "Accept-Language": "eng"}
_RESULT: Final = {"Accept": "application/sparql-results+json"}
_PAGE: Final = 1000
_PREFIXES: Final = """PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>
PREFIX cmr: <http://publications.europa.eu/ontology/cdm/cmr#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX type: <http://publications.europa.eu/resource/authority/resource-type/>
PREFIX lang: <http://publications.europa.eu/resource/authority/language/>
"""
_ACTS: Final = """?act cdm:work_has_resource-type ?type ; cdm:resource_legal_id_celex ?celex .
VALUES ?type { type:REG type:DIR type:DEC type:REG_IMPL type:REG_DEL type:DIR_IMPL type:DIR_DEL type:DEC_IMPL }
FILTER(regex(str(?celex), "^3[0-9]{4}[RLD][0-9]{4}$"))"""
_SINCE: Final = '?act cmr:lastModificationDate ?changed . FILTER(?changed >= "%sT00:00:00"^^xsd:dateTime)'
_CONSOLIDATED: Final = """OPTIONAL { ?text cdm:act_consolidated_consolidates_resource_legal ?act ;
cdm:resource_legal_id_celex ?consolidated . }"""
_ABOUT: Final = """SELECT ?celex ?eli ?title ?date ?entryForce ?endValidity ?force ?rtype ?author WHERE {
?act cdm:resource_legal_id_celex ?celex . FILTER(str(?celex) = "%s")
OPTIONAL { ?act cdm:resource_legal_eli ?eli . }
OPTIONAL { ?expression cdm:expression_belongs_to_work ?act ; cdm:expression_uses_language lang:ENG ;
cdm:expression_title ?title . }
OPTIONAL { ?act cdm:work_date_document ?date . }
OPTIONAL { ?act cdm:resource_legal_date_entry-into-force ?entryForce . }
OPTIONAL { ?act cdm:resource_legal_date_end-of-validity ?endValidity . }
OPTIONAL { ?act cdm:resource_legal_in-force ?force . }
OPTIONAL { ?act cdm:work_has_resource-type ?rtype . }
OPTIONAL { ?act cdm:work_created_by_agent ?author . }
}"""
_CELEX: Final = re.compile(r"3(?P<rest>[0-9]{4}[RLD][0-9]{4})")
_PRINTED: Final = re.compile(
    rb"0(?P<rest>[0-9]{4}[RLD][0-9]{4})\s{0,5}\xe2\x80\x94\s{0,5}(?:<[^>]{0,99}>){0,9}\s{0,5}[A-Z]{2}\s{0,5}"
    rb"(?:<[^>]{0,99}>){0,9}\s{0,5}\xe2\x80\x94\s{0,5}(?P<day>[0-9]{2})\.(?P<month>[0-9]{2})\.(?P<year>[0-9]{4})"
)


def seeds(since: date | None) -> Iterable[Ask]:
    """How many acts there are, and the first page of their list; ``since`` narrows both to what was changed since."""
    changed = _SINCE % since.isoformat() if since else ""
    count = f"SELECT (COUNT(DISTINCT ?celex) AS ?n) WHERE {{\n{_ACTS}\n{changed}\n}}"
    return (_sparql(count, "count"), _list(changed, 0))


def _sparql(query: str, role: str, **about: str) -> Ask:
    asked = urlencode({"query": _PREFIXES + query, "format": "application/sparql-results+json"})
    return Ask(url=f"{_SITE}/webapi/rdf/sparql?{asked}", role=role, headers=_RESULT, about=about)


def _list(changed: str, offset: int) -> Ask:
    query = (
        f"SELECT DISTINCT ?celex ?consolidated WHERE {{\n{_ACTS}\n{changed}\n{_CONSOLIDATED}\n}}\n"
        f"ORDER BY ?celex ?consolidated LIMIT {_PAGE} OFFSET {offset}"
    )
    return _sparql(query, "list", changed=changed, offset=str(offset))


def discover(page: Page) -> Found:
    """A list leads to the metadata and the texts of its acts, and to the next page. Raises Unreadable, UnknownField."""
    if page.ask.role == "count":
        rows = _rows(page.body, {"n"})
        return Found(total=int(rows[0]["n"]) if rows else None)
    if page.ask.role != "list":
        return Found()
    rows = _rows(page.body, {"celex", "consolidated"})
    texts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        texts[row["celex"]] += [row["consolidated"]] if "consolidated" in row else []
    asks = [ask for celex, consolidated in texts.items() for ask in _asks(celex, consolidated)]
    if len(rows) >= _PAGE:
        asks.append(_list(page.ask.about["changed"], int(page.ask.about["offset"]) + _PAGE))
    return Found(asks=tuple(asks))


def _rows(raw: bytes, known: set[str]) -> list[dict[str, str]]:
    bindings = (read_reply(raw).get("results") or {}).get("bindings")
    if not isinstance(bindings, list):
        raise Unreadable("the answer is no SPARQL result in JSON: the endpoint refused, or the query is wrong")
    for row in bindings:
        require_known(row, read=known)
    return [{name: str(cell["value"]) for name, cell in row.items()} for row in bindings]


def _asks(celex: str, consolidated: list[str]) -> Iterator[Ask]:
    """The metadata first, so that it stands beside the texts; of the consolidated ones only those of this act."""
    match = _CELEX.fullmatch(celex)
    if match is None:
        raise Unreadable(f"{celex!r} of the list is not the CELEX number of an act: the query is wrong")
    about = _metadata(celex)
    yield about
    for each in (celex, *sorted(c for c in set(consolidated) if c.startswith(f"0{match['rest']}-"))):
        yield _text(each, about)


def _metadata(celex: str) -> Ask:
    """``ref`` is the act's, so that a limit on documents leaves none without what belongs to it."""
    return replace(_sparql(_ABOUT % celex, "metadata"), ref=celex)


def _text(celex: str, about: Ask | None) -> Ask:
    beside = (about.key,) if about else ()
    return Ask(url=f"{_SITE}/resource/celex/{celex}", role="document", ref=celex, headers=_TEXT, beside=beside)


def documents(page: Page, beside: tuple[Page, ...]) -> Iterable[Document]:
    """A text is the answer itself; metadata are none."""
    return page_is_document(page, beside) if page.ask.role == "document" else ()


def recorded(folder: Path) -> Iterator[Recording]:
    """Texts by their names and the numbers that they print, metadata by its name, and a list of the acts there.

    Where there is no ``list.json``, the list is one in its form, with the acts of which there is a file.
    """
    acts: dict[str, list[str]] = defaultdict(list)
    for path in [*sorted(folder.glob("*.json")), *sorted(folder.glob("*.*html"))]:
        match = re.match(r"[03]([0-9]{4}[RLD][0-9]{4})", path.name)
        if match is None or path.name.endswith((".expected.json", ".found.json")):
            continue
        raw, celex = path.read_bytes(), f"3{match[1]}"
        number = celex if path.suffix == ".json" else _number_of(raw, celex)
        acts[celex] += [number] if number != celex else []
        is_text = path.suffix != ".json"
        about = _metadata(celex)
        yield Recording(
            ask=_text(number, about if (folder / f"{celex}_metadata.json").is_file() else None) if is_text else about,
            raw=raw,
            content_type="application/xhtml+xml" if is_text else _RESULT["Accept"],
        )
    yield from _recorded_lists(folder, acts)


def _number_of(raw: bytes, celex: str) -> str:
    """A consolidated text prints its number, language and day at its head."""
    match = _PRINTED.search(raw[:20_000])
    return f"0{celex[1:]}-{match['year'].decode()}{match['month'].decode()}{match['day'].decode()}" if match else celex


def _recorded_lists(folder: Path, acts: dict[str, list[str]]) -> Iterator[Recording]:
    rows = [
        {name: {"value": value} for name, value in (("celex", celex), ("consolidated", text)) if value}
        for celex, texts in sorted(acts.items())
        for text in texts or [""]
    ]
    count, listed = seeds(None)
    kept = folder / "list.json"
    for ask, bindings in ((count, [{"n": {"value": str(len(acts))}}]), (listed, rows)):
        raw = json.dumps({"head": {}, "results": {"bindings": bindings}}).encode()
        served = kept.read_bytes() if ask.role == "list" and kept.is_file() else raw
        yield Recording(ask=ask, raw=served, content_type=_RESULT["Accept"])
