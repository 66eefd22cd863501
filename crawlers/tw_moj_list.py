"""The weekly bulk editions of Taiwan's Ministry of Justice: one ZIP for statutes and one for orders, in each language.

An archive holds one file with all laws: ``{"UpdateDate": …, "Laws": […]}`` in JSON, ``<LAWS><法規>…`` in XML. The JSON
editions are asked for; the XML ones are split as well, because they were published longer.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from lxml import etree

from crawlers.crawl import Ask, Document, Found, Page, Recording
from crawlers.json_reply import read_reply, records_of
from crawlers.readable import Unreadable
from crawlers.safe_xml import Element, children, local_name, read_xml
from crawlers.tw_moj_record import read_record
from crawlers.unknown import require_known
from crawlers.zip_members import Member, members, packed

HOSTS: Final = ("law.moj.gov.tw",)
_PCODE: Final = re.compile(r"pcode=([A-Z][0-9]{7})\b", re.IGNORECASE)
_ADDRESSES: Final = frozenset({"法規網址", "LawURL", "EngLawURL"})
_LEVELS: Final = {"憲法": "law", "法律": "law", "命令": "order"}


def seeds(_: date | None) -> Iterable[Ask]:
    """The four editions; they are whole each week, so nothing is narrowed."""
    return [_ask(language, part, "json") for part in ("law", "order") for language in ("ch", "en")]


def _ask(language: str, part: str, form: str) -> Ask:
    return Ask(url=f"https://law.moj.gov.tw/api/{language}/{part}/{form}", role="edition", about={"language": language})


def discover(page: Page) -> Found:
    """An edition leads nowhere and says how many laws there are."""
    return Found(total=sum(1 for _ in _laws(page)))


def documents(page: Page, _: tuple[Page, ...]) -> Iterator[Document]:
    """Each law of an edition, as JSON or XML of its own. Raises Unreadable, UnknownField."""
    language = page.ask.about.get("language") or page.ask.url.split("/")[4]
    for name, raw in _laws(page):
        yield Document(ref=f"{language}/{name}", raw=raw, url=page.url, retrieved_at=page.retrieved_at)


def _laws(page: Page) -> Iterator[tuple[str, bytes]]:
    found = 0
    for member in members(page.body, suffixes={".json", ".xml"}):
        for law in _split_json(member) if member.name.lower().endswith(".json") else _split_xml(member):
            found += 1
            yield law
    if not found:
        raise Unreadable("the archive holds no laws: the address is wrong, or the edition has another form")


def _split_json(member: Member) -> Iterator[tuple[str, bytes]]:
    edition = read_reply(member.raw)
    require_known(edition, read={"Laws", "UpdateDate"})
    for law in records_of(edition, "Laws"):
        yield _pcode(law.get("LawURL") or law.get("EngLawURL") or ""), _as_json(law)


def _as_json(law: Any) -> bytes:  # noqa: ANN401  (whatever JSON holds)
    return json.dumps(law, ensure_ascii=False, indent=1).encode()


def _split_xml(member: Member) -> Iterator[tuple[str, bytes]]:
    root = read_xml(member.raw)
    for law in [root] if local_name(root) in ("法規", "Law") else children(root):
        raw = etree.tostring(law, encoding="utf-8", with_tail=False)
        yield f"{_pcode(_address(law))}.xml", raw


def _address(law: Element) -> str:
    return next(
        (each.text or "" for each in children(law) if local_name(each) in ("法規網址", "LawURL", "EngLawURL")), ""
    )


def _pcode(address: str) -> str:
    match = _PCODE.search(str(address))
    if match is None:
        raise Unreadable(f"a law of the edition has no pcode in its address ({str(address)[:80]!r}): see what changed")
    return match[1].upper()


def recorded(folder: Path) -> Iterator[Recording]:
    """Single laws are packed into editions again: one archive for each language, part and form."""
    editions: dict[tuple[str, str, str], list[bytes]] = defaultdict(list)
    for path in sorted([*folder.rglob("*.json"), *folder.rglob("*.xml")]):
        if not path.name.endswith((".expected.json", ".found.json")):
            raw = path.read_bytes()
            record = read_record(raw)
            editions["en" if record.english else "ch", _LEVELS[record["level"]], path.suffix[1:]].append(raw)
    for (language, part, form), laws in editions.items():
        pack = _pack_json if form == "json" else _pack_xml
        ask = _ask(language, part, form)
        # The XML editions are no seeds: by their ref they are asked for all the same.
        named = ask if form == "json" else Ask(url=ask.url, role=ask.role, ref=f"{language}/{part}", about=ask.about)
        yield Recording(ask=named, raw=pack(laws), content_type="application/zip")


def _pack_json(laws: list[bytes]) -> bytes:
    edition = {"UpdateDate": "", "Laws": [json.loads(raw.decode("utf-8-sig")) for raw in laws]}
    return packed({"ChLaw.json": _as_json(edition)})


def _pack_xml(laws: list[bytes]) -> bytes:
    root = etree.Element("LAWS")
    root.extend([read_xml(raw) for raw in laws])
    return packed({"FalV.xml": etree.tostring(root, encoding="utf-8", xml_declaration=True)})
