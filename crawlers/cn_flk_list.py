"""The lists of the National Database of Laws and Regulations: categories -> list -> details -> link -> docx.

``enumData`` gives the categories' codes; ``POST search/list`` (a JSON body; form bodies are answered with 500) pages
of a category; ``flfgDetails`` the record of a text; ``download/pc`` a signed link to its docx that ends within the
hour. Two records were recorded; the lists, the categories and the link are read as other programs describe them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from crawlers.crawl import Ask, Document, Found, Page, Recording, page_is_document
from crawlers.json_reply import Reply, read_reply, records_of
from crawlers.readable import Unreadable
from crawlers.unknown import names, require_known

HOSTS: Final = ("flk.npc.gov.cn", "flkoss.obs-bj2.cucloud.cn")
"""The second keeps the files; its links are signed."""
_API: Final = "https://flk.npc.gov.cn/law-search"
_CODES: Final = Ask(url=f"{_API}/search/enumData", role="codes")
_PAGE: Final = 100
_LATEST: Final = "2999-12-31"
_JSON: Final = {"Content-Type": "application/json", "Referer": "https://flk.npc.gov.cn/search"}
_OK: Final = 200
_ENVELOPE: Final = names("code msg total rows data")
_ROW: Final = names("bbbs title gbrq sxrq sxx zdjgName flxz")
_ROW_IGNORED: Final = names("score flfgCodeId zdjgCodeId content highLight xfFlag flfg")
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def seeds(since: date | None) -> Iterable[Ask]:
    """The categories; ``since`` narrows the lists to texts promulgated since (gbrq)."""
    about = {"since": since.isoformat()} if since else {}
    return (Ask(url=_CODES.url, role=_CODES.role, about=about),)


def discover(page: Page) -> Found:
    """What a page leads to, by its role. Raises Unreadable, UnknownField."""
    return {"codes": _lists, "list": _details, "details": _link, "link": _file}.get(page.ask.role, _nothing)(page)


def _nothing(_: Page) -> Found:
    return Found()


def _reply(page: Page) -> Reply:
    reply = read_reply(page.body)
    if reply.get("code") != _OK:
        raise Unreadable(f"the interface refused: code {reply.get('code')}, {str(reply.get('msg'))[:80]}")
    require_known(reply, read=_ENVELOPE)
    return reply


def _lists(page: Page) -> Found:
    """A list for each category; their codes are read from the tree and not written down here."""
    tree = (_reply(page).get("data") or {}).get("flfgfl")
    if not isinstance(tree, dict):
        raise Unreadable("the reply holds no tree of categories (flfgfl): the interface changed")
    since = page.ask.about.get("since")
    codes = (
        [code for code in node.get("codeIdList") or () if code is not None] for node in records_of(tree, "children")
    )
    return Found(asks=tuple(_list(each, 1, since) for each in codes if each))


def _list(codes: list[int], number: int, since: str | None) -> Ask:
    body = {
        "searchRange": 1, "searchType": 2, "searchContent": "", "flfgCodeId": codes, "zdjgCodeId": [], "sxx": [],
        "gbrq": [since, _LATEST] if since else [], "gbrqYear": [], "sxrq": [],
        "orderByParam": {"order": "-1", "sort": ""}, "pageNum": number, "pageSize": _PAGE,
    }  # fmt: skip
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Ask(url=f"{_API}/search/list", role="list", method="POST", body=raw, headers=_JSON)


def _details(page: Page) -> Found:
    reply, asked = _reply(page), json.loads(page.ask.body)
    rows = records_of(reply, "rows")
    for row in rows:
        require_known(row, read=_ROW, ignored=_ROW_IGNORED)
    asks = [_record(str(row["bbbs"])) for row in rows]
    total, number = int(reply["total"]), int(asked["pageNum"])
    if rows and number * _PAGE < total:
        asks.append(_list(asked["flfgCodeId"], number + 1, next(iter(asked["gbrq"]), None)))
    return Found(asks=tuple(asks), total=total if number == 1 else None)


def _record(bbbs: str, *, alone: bool = False) -> Ask:
    """``alone`` makes the record itself the document, for want of a text."""
    about = {"alone": "yes"} if alone else {}
    return Ask(url=f"{_API}/search/flfgDetails?bbbs={bbbs}", role="details", ref=bbbs, about=about)


def _link(page: Page) -> Found:
    record = _data(page)
    if not _has_docx(record):
        return Found()
    bbbs = str(record["bbbs"])
    url = f"{_API}/download/pc?format=docx&bbbs={bbbs}&fileId="
    about = {"details": page.ask.key}
    return Found(asks=(Ask(url=url, role="link", ref=bbbs, headers={"Referer": _JSON["Referer"]}, about=about),))


def _data(page: Page) -> Mapping[str, Any]:
    data = _reply(page).get("data")
    if not isinstance(data, dict):
        raise Unreadable("the reply carries no record: the id is wrong, or the site refuses at the moment")
    return data


def _has_docx(record: Mapping[str, Any]) -> bool:
    return bool((record.get("ossFile") or {}).get("ossWordPath"))


def _file(page: Page) -> Found:
    """Of the two links of a reply ``url`` is the public one, ``urlIn`` leads into the publisher's own network."""
    data = _data(page)
    require_known(data, read={"url"}, ignored={"urlIn"})
    if urlsplit(str(data["url"])).hostname not in HOSTS:
        raise Unreadable(f"the link leads to a host that is not the source's: {urlsplit(str(data['url'])).hostname}")
    beside = (page.ask.about["details"],)
    return Found(asks=(Ask(url=str(data["url"]), role="docx", ref=page.ask.ref, beside=beside, soon=True),))


def documents(page: Page, beside: tuple[Page, ...]) -> Iterable[Document]:
    """The docx with its record beside it; a record of which there is no docx stands alone. Raises Unreadable."""
    if page.ask.role == "docx":
        return page_is_document(page, beside)
    if page.ask.role != "details" or ("alone" not in page.ask.about and _has_docx(_data(page))):
        return ()
    bbbs = str(_data(page)["bbbs"])
    return (Document(ref=bbbs, raw=page.body, url=page.url, retrieved_at=page.retrieved_at),)


def recorded(folder: Path) -> Iterator[Recording]:
    """``enumData.json``, ``list.json``; records by their id, with link and docx where one of the same name is there."""
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith((".expected.json", ".found.json")):
            continue
        raw = path.read_bytes()
        if path.stem in ("enumData", "list"):
            ask = _CODES if path.stem == "enumData" else _recorded_list(folder)
            yield Recording(ask=ask, raw=raw, content_type="application/json")
        else:
            yield from _recorded_record(raw, path.with_suffix(".docx"))


def _recorded_list(folder: Path) -> Ask:
    """``list.json`` is the first page of the first category."""
    tree = read_reply((folder / "enumData.json").read_bytes())["data"]["flfgfl"]
    return _list(records_of(tree, "children")[0]["codeIdList"], 1, None)


def _recorded_record(raw: bytes, docx: Path) -> Iterator[Recording]:
    bbbs = str(read_reply(raw)["data"]["bbbs"])
    yield Recording(ask=_record(bbbs, alone=not docx.is_file()), raw=raw, content_type="application/json")
    if docx.is_file():
        url, link = f"https://{HOSTS[1]}/{bbbs}.docx", f"{_API}/download/pc?format=docx&bbbs={bbbs}&fileId="
        reply = json.dumps({"code": 200, "msg": "", "data": {"url": url}}).encode()
        yield Recording(ask=Ask(url=link, role="link"), raw=reply, content_type="application/json")
        yield Recording(ask=Ask(url=url, role="docx"), raw=docx.read_bytes(), content_type=_DOCX)
