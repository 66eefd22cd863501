"""Whether an answer is what was asked for: firewalls, errors, shells and halves come with status 200 too.

Nothing that is refused here was ever looked at by a parser; the reason says what came and what to do.
"""

import re
from typing import Final

from crawlers.challenge_signs import challenge_in, challenge_in_headers
from crawlers.charset import decode_page
from crawlers.crawl import Page
from crawlers.data_faults import refuse_faulty_json, refuse_faulty_pdf
from crawlers.error_pages import asks_for_login, error_said, sent_to_error_page
from crawlers.garbled import refuse_garbled
from crawlers.html_lines import require_whole_page
from crawlers.page_type import HTML, JSON, PDF, TEXT, XML, refuse_other_type, type_due, type_of
from crawlers.page_words import PageWords, words_in, words_of_page
from crawlers.readable import Unreadable
from crawlers.safe_xml import gunzip, read_xml

_CHALLENGE: Final = (
    "a challenge of {} came instead of the page: it is not worked around; ask again later, more slowly, or ask the "
    "publisher for leave"
)
_FEWEST: Final = 12
_SHOWN_BY_SHELL: Final = 200
_CUT_TAG: Final = re.compile(r"<[^<>]{0,2000}$")
_EMPTY_ROOT: Final = re.compile(
    r"<(?P<tag>div|main|section|app-root|[a-z]{1,20}-[a-z]{1,20})\b[^<>]{0,200}>\s{0,99}</(?P=tag)>"
)


def refuse_faulty_page(page: Page) -> None:
    """Raises Unreadable for an answer that is not the whole document or list that was asked for.

    A list (an ask without ``ref``) may consist of links, and may be short; a document may not.
    """
    product = challenge_in_headers(page.headers)
    if product:
        raise Unreadable(_CHALLENGE.format(product))
    body = gunzip(page.body)
    if not body.strip():
        raise Unreadable("the answer is empty: the source may ask to be tried again later")
    content_type = page.headers.get("content-type", "")
    sent, due = type_of(body), type_due(page.ask, content_type)
    if sent == HTML:
        _refuse_faulty_html(page, decode_page(body, header=content_type), due)
    refuse_other_type(sent, due)
    if sent == XML:
        decode_page(body, header=content_type)
        read_xml(body)
    elif sent == JSON:
        refuse_faulty_json(body)
    elif sent == PDF:
        refuse_faulty_pdf(body)
    elif sent == TEXT:
        refuse_garbled(decode_page(body, header=content_type))


def _refuse_faulty_html(page: Page, text: str, due: str | None) -> None:
    words = words_of_page(text)
    _refuse_other_pages(page, text, words)
    if due is not None:
        return
    if page.ask.ref is not None:
        _refuse_pages_without_text(text, words)
        refuse_garbled(words.prose)
    if _CUT_TAG.search(text):
        raise Unreadable("the page breaks off within a tag: it is half a page, fetch it again")
    require_whole_page(text)


def _refuse_other_pages(page: Page, text: str, words: PageWords) -> None:
    """What firewalls, logins and errors show, for documents and lists alike."""
    product = challenge_in(text, words, page.status)
    if product:
        raise Unreadable(_CHALLENGE.format(product))
    if asks_for_login(words, page.ask.url, page.url):
        raise Unreadable("a login page came: the source gives this to its users only, or the address is wrong")
    if sent_to_error_page(page.ask.url, page.url):
        raise Unreadable(f"the source led to its page of errors ({page.url[:80]}): the address is wrong or gone")
    is_list = page.ask.ref is None and words.links > 0
    error = error_said(words, title_only=is_list)
    if error:
        raise Unreadable(error)


def _refuse_pages_without_text(text: str, words: PageWords) -> None:
    """A document has at least one sentence outside its links."""
    if words_in("\n".join(words.sentences)) >= _FEWEST or words.articles > 1:
        return
    if words.letters + words.linked < _SHOWN_BY_SHELL and (
        words.script_files or words.scripts or _EMPTY_ROOT.search(text)
    ):
        raise Unreadable("the shell of a web app came, without words: the text is behind another address of the source")
    if words.linked > words.letters:
        raise Unreadable("the page is a menu: links and no text; it was redesigned, or the address is another's")
    raise Unreadable(f"the page is a stub without a sentence ({words.prose[:60]!r}): see it at the source")
