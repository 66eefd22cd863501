"""Alerts as e-mails, in the language that was chosen with the search: what is new, quoted, with links to its pages."""

from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from index.records import Hit
from search_api.alerts.records import Alert, ChangedCell, Item, Mail, Watch
from search_api.kept_query import query_of
from ui.locale import Words, words_in
from ui.pages.addresses import Query, cell_path, instrument_path
from ui.pages.labels import Labels

_LONGEST_QUOTE: Final = 600
_MOST: Final = 100


def alert_mail(alert: Alert, site: str) -> Mail:
    """The e-mail of an alert; ``site`` is the address of the service, which its links begin with."""
    words = words_in(alert.saved.language)
    name = alert.saved.short_name
    subject = _plain(words.counted("mail.subject", len(alert.items), name=name))
    return Mail(subject=subject, text="\n".join(_lines(alert, site, words, name)), language=words.language)


def _lines(alert: Alert, site: str, words: Words, name: str) -> Iterator[str]:
    yield _plain(words("mail.lead", name=name, since=alert.since, revision=alert.revision))
    yield ""
    for item in alert.items[:_MOST]:
        yield from _item(item, site, words)
    if len(alert.items) > _MOST:
        yield from (_plain(words("mail.more", n=len(alert.items) - _MOST)), "")
    if not alert.complete:
        yield from (_plain(words("mail.incomplete")), "")
    yield _plain(words("mail.all", link=site + _results(alert, words)))
    key = "mail.why_account" if alert.saved.account else "mail.why"
    link = site + Query(pairs=(("lang", words.language),)).at("/account/searches")
    yield _plain(words(key, name=name, account=alert.saved.account, link=link))
    yield _plain(words("mail.not_law"))
    yield ""


def _item(item: Item, site: str, words: Words) -> Iterator[str]:
    labels = Labels(words=words)
    title, said, page = _told(item, words, labels)
    yield title
    yield from (f"  {line}" for line in said)
    if item.quote:
        cut = item.quote[:_LONGEST_QUOTE] + ("…" if len(item.quote) > _LONGEST_QUOTE else "")
        yield from (f"  {line}" for line in cut.splitlines())
    if page:
        yield f"  {site}{page}"
    yield f"  JSON{words('colon')}{site}{item.href}"
    yield ""


def _told(item: Item, words: Words, labels: Labels) -> tuple[str, list[str], str]:
    """The heading of an item, what is said of it, and the address of its page."""
    match item.found:
        case Hit() as hit:
            return item.title, [_standing(hit, words, labels)], _hit_page(hit, words.language)
        case ChangedCell() as changed:
            return _cell_title(changed, words, labels), _changes(changed, words, labels), _cell_page(changed, words)
        case _:
            return item.title, [item.summary], ""


def _standing(hit: Hit, words: Words, labels: Labels) -> str:
    status, comma = words(f"status.{hit.status.status.value}"), words("list.clause")
    parts = (labels.place(hit.jurisdiction), _plain(words("hit.text_of", key=hit.version)), _plain(status))
    return f"{comma.join(parts)}{words('colon')}{_sentence(hit.status.basis, labels)}"


def _hit_page(hit: Hit, language: str) -> str:
    query = Query(pairs=(("language", hit.language), ("at", hit.provision_id), ("lang", language)))
    return query.at(instrument_path(hit.instrument, hit.version), hit.provision_id)


def _cell_title(changed: ChangedCell, words: Words, labels: Labels) -> str:
    change = changed.change
    name = changed.names.in_language(words.language) if changed.names else ""
    return f"{change.requirement} {name}{words('list.clause')}{labels.place(change.jurisdiction)}"


def _changes(changed: ChangedCell, words: Words, labels: Labels) -> list[str]:
    then, now = (
        _plain(words(f"result.{each.value}")) if each else "–" for each in (changed.change.before, changed.change.after)
    )
    return [f"{then} → {now}", *(_sentence(why, labels) for why in changed.change.why)]


def _cell_page(changed: ChangedCell, words: Words) -> str:
    change = changed.change
    return Query(pairs=(("lang", words.language),)).at(cell_path(change.requirement, change.jurisdiction))


def _results(alert: Alert, words: Words) -> str:
    path = "/" if alert.saved.watch is Watch.SEARCH else "/gaps"
    return f"{path}?{query_of(alert.saved.asks)}&{urlencode({'lang': words.language})}".replace("?&", "?")


def _sentence(sentence: str, labels: Labels) -> str:
    return str(labels.say(sentence).striptags())


def _plain(text: Markup) -> str:
    """Words for a page are escaped; an e-mail is plain text."""
    return unescape(str(text))
