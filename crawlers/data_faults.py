"""Whether data is whole: JSON that reads and says no error, PDF with its end."""

import json
import re
from collections.abc import Iterator
from typing import Final

from crawlers.error_pages import said_of_error
from crawlers.garbled import refuse_wrongly_decoded
from crawlers.readable import Unreadable

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_MESSAGES: Final = ("msg", "message", "error", "errmsg", "error_description", "detail", "title")
_SHORT: Final = 1_000
_PDF_TAIL: Final = 2_048


def refuse_faulty_json(raw: bytes) -> None:
    """Raises Unreadable for half JSON, for text that was damaged within it, and for a short message of an error."""
    try:
        reply = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the reply is no whole JSON ({error}): fetch it again") from error
    text = "\n".join(_strings(reply))
    if "\x00" in text:
        raise Unreadable("the reply holds NUL characters: it was damaged at its source, fetch it again")
    if _SURROGATE.search(text):
        raise Unreadable("the reply holds halves of characters (lone surrogates): it was damaged at its source")
    refuse_wrongly_decoded(text)
    if len(raw) < _SHORT and isinstance(reply, dict):
        _refuse_error(reply)


def _refuse_error(reply: dict[str, object]) -> None:
    said = "\n".join(str(reply[name]) for name in _MESSAGES if isinstance(reply.get(name), str))
    error = said_of_error(said)
    if error:
        raise Unreadable(error)


def _strings(value: object) -> Iterator[str]:
    """Names and values, however deep."""
    waiting: list[object] = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            waiting += each


def refuse_faulty_pdf(raw: bytes) -> None:
    """Raises Unreadable for a PDF without its end."""
    if b"%%EOF" not in raw[-_PDF_TAIL:]:
        raise Unreadable("the PDF breaks off before its end (%%EOF): it is half a file, fetch it again")
