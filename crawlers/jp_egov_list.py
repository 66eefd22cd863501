"""The laws of e-Gov and their editions: ``/api/2/laws`` -> ``law_revisions/{law}`` -> ``law_data/{edition}``.

The list of laws goes on at ``next_offset``; the list of editions of a law holds those of the past, the one in force
and those that are promulgated for a later day. Neither was recorded: their form is that of the API's own description;
the text of an edition was recorded.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from crawlers.amendments import Amendment, Commencement
from crawlers.crawl import Ask, Found, Page, Recording
from crawlers.json_reply import Reply, read_reply, records_of
from crawlers.readable import Unreadable
from crawlers.unknown import UnknownField, names, require_known
from law.dates import parse_date
from law.identifier import instrument_id_from_number

HOSTS: Final = ("laws.e-gov.go.jp",)
_API: Final = "https://laws.e-gov.go.jp/api/2"
_PAGE: Final = 100
_LAWS: Final = names("total_count count next_offset laws")
_LISTED: Final = names("law_info revision_info current_revision_info")
_LAW: Final = names("law_id law_num")
_LAW_IGNORED: Final = names("law_type law_num_era law_num_year law_num_type law_num_num promulgation_date")
_EDITION: Final = names(
    "law_revision_id amendment_enforcement_date amendment_scheduled_enforcement_date amendment_law_title "
    "amendment_law_num amendment_type amendment_enforcement_comment current_revision_status updated"
)
_EDITION_IGNORED: Final = names(
    "law_type law_title law_title_kana abbrev category amendment_promulgate_date amendment_law_id "
    "amendment_law_title_kana repeal_status repeal_date remain_in_force mission"
)
_APPLIED: Final = {"CurrentEnforced": True, "PreviousEnforced": True, "UnEnforced": False, "Repeal": True}
"""current_revision_status: whether the publisher has the change in its current text."""


def seeds(since: date | None) -> Iterable[Ask]:
    """The first page of the laws; ``since`` leaves out laws whose current edition was not worked on after it."""
    return (_page(0, {"since": since.isoformat()} if since else {}),)


def _page(offset: int, about: dict[str, str]) -> Ask:
    return Ask(url=f"{_API}/laws?limit={_PAGE}&offset={offset}&response_format=json", role="laws", about=about)


def discover(page: Page) -> Found:
    """Laws lead to their editions, and those to texts. Raises Unreadable, UnknownField."""
    if page.ask.role == "laws":
        return _laws(page)
    if page.ask.role != "editions":
        return Found()
    asks = tuple(_text(str(each["law_revision_id"])) for each in _editions(read_reply(page.body)))
    return Found(asks=asks)


def _laws(page: Page) -> Found:
    reply, since = read_reply(page.body), page.ask.about.get("since")
    require_known(reply, read=_LAWS)
    listed = records_of(reply, "laws")
    for each in listed:
        require_known(each, read=_LISTED)
        require_known(each["law_info"], read=_LAW, ignored=_LAW_IGNORED)
        require_known(each["revision_info"], read=_EDITION, ignored=_EDITION_IGNORED)
    asks = [_edition_list(each) for each in listed if _is_news(each["revision_info"], since)]
    following = reply.get("next_offset")
    if isinstance(following, int) and listed:
        asks.append(_page(following, dict(page.ask.about)))
    return Found(
        asks=tuple(asks), total=reply.get("total_count") if page.ask == _page(0, dict(page.ask.about)) else None
    )


def _is_news(edition: Reply, since: str | None) -> bool:
    return since is None or str(edition.get("updated") or since)[: len(since)] >= since


def _edition_list(listed: Reply) -> Ask:
    return Ask(url=f"{_API}/law_revisions/{listed['law_info']['law_id']}?response_format=json", role="editions")


def _editions(reply: Reply) -> list[Reply]:
    require_known(reply, read={"law_info", "revisions"})
    require_known(reply["law_info"], read=_LAW, ignored=_LAW_IGNORED)
    found = records_of(reply, "revisions")
    for each in found:
        require_known(each, read=_EDITION, ignored=_EDITION_IGNORED)
    return found


def _text(edition: str) -> Ask:
    url = f"{_API}/law_data/{edition}?law_full_text_format=xml&response_format=xml"
    return Ask(url=url, role="document", ref=edition)


def amendments(page: Page) -> Iterator[Amendment]:
    """Who changed a law and since when, from the list of its editions."""
    if page.ask.role != "editions":
        return
    reply = read_reply(page.body)
    affected = _identifier(str(reply["law_info"]["law_num"]))
    for edition in _editions(reply):
        if edition.get("amendment_law_num"):
            yield _amendment(edition, affected)


def _amendment(edition: Reply, affected: str) -> Amendment:
    status = edition.get("current_revision_status")
    if status not in _APPLIED:
        raise UnknownField(f"unknown current_revision_status {status!r}: add it to crawlers.jp_egov_list")
    day = edition.get("amendment_enforcement_date") or edition.get("amendment_scheduled_enforcement_date")
    remark = str(edition.get("amendment_enforcement_comment") or "")
    return Amendment(
        source_id=str(edition["law_revision_id"]),
        affected=affected,
        affected_provisions="",
        affecting=_identifier(str(edition["amendment_law_num"])),
        affecting_title=str(edition.get("amendment_law_title") or ""),
        affecting_provisions="",
        action=str(edition.get("amendment_type") or "amended"),
        applied=_APPLIED[status],
        commencements=(Commencement(day=parse_date(str(day or "")), qualification=remark),),
    )


def _identifier(number: str) -> str:
    return instrument_id_from_number(jurisdiction="jp", scheme="lawnum", number=number)


def recorded(folder: Path) -> Iterator[Recording]:
    """Texts by the names under which they are published; ``laws.json`` and ``law_revisions-{law}.json``."""
    for path in sorted(folder.glob("*.xml")):
        yield Recording(ask=_text(path.stem), raw=path.read_bytes(), content_type="application/xml")
    for path in sorted(folder.glob("law*.json")):
        ask = _page(0, {}) if path.stem == "laws" else _recorded_editions(path)
        yield Recording(ask=ask, raw=path.read_bytes(), content_type="application/json")


def _recorded_editions(path: Path) -> Ask:
    try:
        return _edition_list(json.loads(path.read_bytes()))
    except (ValueError, KeyError) as error:
        raise Unreadable(f"{path.name} is no list of editions ({error!r})") from error
