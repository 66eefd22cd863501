"""Replies in JSON from outside: an object or the reason why the answer is none."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from crawlers.readable import Unreadable

Reply: TypeAlias = Mapping[str, Any]


def read_reply(raw: bytes) -> Reply:
    """The object that a reply holds. Raises Unreadable for web pages, challenges, half replies and anything else."""
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"<":
        raise Unreadable("a web page came where JSON is due: the site answered with its shell, a login or a challenge")
    try:
        reply = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the reply is no whole JSON ({error}): fetch it again") from error
    if not isinstance(reply, dict):
        raise Unreadable(
            f"the reply is a JSON {type(reply).__name__}, not an object: the address or the format is another"
        )
    return reply


def records_of(reply: Reply, name: str) -> list[Reply]:
    """The list of objects under a name. Raises Unreadable where it is not there."""
    found = reply.get(name)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Unreadable(f"the reply has no list of {name}: the address is wrong, or the site refuses at the moment")
    return found
