"""Identifiers of instruments and addresses of provisions, after Akoma Ntoso's naming convention (OASIS, 2019).

An id is ``/akn/{jurisdiction}/act/{key of the title}``. It rests on the published title alone, so the same law from
two sources gets one id whatever order they come in, and Chinese lawyers can read it. Generic titles that are used
again and again (decisions to amend) also carry their day: ``/akn/cn-gd/act/2021-05-26/关于修改…的决定``.

Where the publisher itself gives every instrument one lasting number, whatever the language and edition, the id rests
on that number instead: ``/akn/tw/act/pcode/I0050021``, ``/akn/eu/act/celex/32016R0679``, ``/akn/gb/act/ukpga/2018/12``.
A translation then is a version of the same instrument, and no file need know its twin.
"""

import re
from dataclasses import dataclass
from datetime import date

from law.script import fold_text

_STATE = "中华人民共和国"
_NOT_IN_KEYS = re.compile(r"[\s《》〈〉<>()（）“”\"'‘’「」『』、,，.。:：;；·/@#?%]+")
_AMENDED_NOTE = re.compile(r"[（(]\d{4}年?(?:修正|修订|修正本|修订本)[)）]$")
_GENERIC = re.compile(r"(?:修改|废止|修正).*决[定议]$")
_SCHEME = re.compile(r"[a-z][a-z0-9-]{1,20}")
_NOT_IN_NUMBERS = re.compile(r"[@#?%]|\.\.|^/|/$")
_ID = re.compile(r"^/akn/(?P<jurisdiction>[a-z0-9-]+)/act/(?P<key>[^@#\s]+)$")


class BadAddress(ValueError):
    """An address that names no instrument; the message shows the form that is expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """``INSTRUMENT[@DAY][#PROVISION]`` taken apart; the instrument may be an id or a title."""

    instrument: str
    on: date | None = None
    provision: str | None = None


def title_key(title: str) -> str:
    """The title folded for identity: script, width, spaces, punctuation, the state's name and notes of amendment."""
    folded = _NOT_IN_KEYS.sub("", fold_text(_AMENDED_NOTE.sub("", title.strip())))
    return folded.removeprefix(_STATE) or folded


def is_generic(title: str) -> bool:
    """Whether a title, such as that of a decision to amend, is used for many instruments."""
    return bool(_GENERIC.search(title))


def instrument_id(*, jurisdiction: str, title: str, day: date | None = None) -> str:
    """The id of an instrument. ``day`` only matters for generic titles."""
    key = title_key(title)
    if not key:
        raise BadAddress(f"the title {title!r} has no letters to make an identifier of")
    dated = f"{day.isoformat()}/" if day is not None and is_generic(title) else ""
    return f"/akn/{jurisdiction}/act/{dated}{key}"


def instrument_id_from_number(*, jurisdiction: str, scheme: str, number: str) -> str:
    """The id of an instrument by its publisher's lasting number. Raises BadAddress.

    ``scheme`` names the numbers in small letters (pcode, celex, ukpga, sor); the number stays as published, with
    hyphens for white space.
    """
    joined = "-".join(number.split())
    if not _SCHEME.fullmatch(scheme) or not joined or _NOT_IN_NUMBERS.search(joined):
        raise BadAddress(
            f"{scheme!r} and {number!r} make no identifier: expected a scheme such as celex and its number"
        )
    return f"/akn/{jurisdiction}/act/{scheme}/{joined}"


def jurisdiction_of(instrument: str) -> str:
    """The jurisdiction code in an id."""
    match = _ID.match(instrument)
    if match is None:
        raise BadAddress(f"{instrument!r} is not an instrument's id: expected /akn/JURISDICTION/act/TITLE")
    return match["jurisdiction"]


def read_address(text: str) -> Address:
    """Read ``INSTRUMENT[@DAY][#PROVISION]``; raises BadAddress for a day that is not a date."""
    rest, _, provision = text.strip().partition("#")
    instrument, _, day = rest.partition("@")
    if not instrument:
        raise BadAddress("the address is empty: give an id such as /akn/cn/act/个人信息保护法, or a title")
    return Address(instrument=instrument, on=_day(day) if day else None, provision=provision or None)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadAddress(f"{text!r} is not a date: write it as YYYY-MM-DD, for example 2021-11-01") from None
