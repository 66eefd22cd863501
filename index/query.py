"""Reading a query: what must stand word for word, what must not stand there, and the words that are left."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.query_fields import NO_FIELDS, Fields, read_fields
from index.records import BadQuery
from index.remarks import MENTIONS, remarks_on, without_signs
from index.unknown_prefixes import remarks_on_prefixes

LONGEST: Final = 512
_QUOTED: Final = re.compile(
    r'(?:"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』|＂([^＂]*)＂)(?P<near>(?:\s(?=[~～][0-9]))?[~～]\s?(?P<within>[0-9]{0,4}))?'
)
_STRAIGHT: Final = '"＂'
_OPERATORS: Final = "-－−"
WIDEST: Final = 100
_MOST_PARTS: Final = 4
_EXCLUDED: Final = re.compile(r"(?:^|(?<=\s))(?:[-－−]|NOT\s(?![A-Z]))([^\s\-－−][^\s]*)")
_SIGN: Final = re.compile(r"(?:^|(?<=\s))(?:[-－−]|NOT\s)$")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Expressions that must stand near each other: each at most ``within`` characters or words from the next."""

    parts: tuple[str, ...]
    within: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """``text`` is the whole query without its field prefixes, cleaned; ``words`` what is left without all else."""

    text: str
    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    fields: Fields = NO_FIELDS
    remarks: tuple[str, ...] = ()
    """What a reader should know of how the query was read."""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for in words."""
        return not (self.words or self.phrases or self.near)

    @property
    def literal(self) -> bool:
        """Whether something must stand, or must not stand, word for word."""
        return bool(self.phrases or self.excluded or self.near or self.fields.headings)


def read_query(raw: str) -> Query:
    """Read a query as typed. Raises BadQuery where it is too long to be a question."""
    if len(raw) > LONGEST:
        raise BadQuery(
            f"the query has {len(raw):,} characters and at most {LONGEST} can be searched for: "
            "shorten it to the words that matter, or search for one sentence of it at a time"
        )
    fields = read_fields(clean(raw))
    text = fields.rest
    every = list(_QUOTED.finditer(text))
    quoted = [each for each in every if each["near"] is not None or not _mentioned(text, each)]
    said = [(words, _left_out(text, each)) for each in quoted if each["near"] is None and (words := _inner(each))]
    phrases = tuple(words for words, out in said if not out)
    near = tuple(_near(each) for each in quoted if each["near"] is not None)
    rest = _without(text, quoted)
    excluded = tuple(word for word in _EXCLUDED.findall(rest) if _says_something(word))
    excluded += tuple(words for words, out in said if out)
    words = _SPACES.sub(" ", without_signs(_EXCLUDED.sub(" ", rest))).strip()
    words = words if _says_something(words) else ""
    return Query(
        text=text,
        words=words,
        phrases=phrases,
        excluded=excluded,
        near=near,
        fields=fields,
        remarks=(
            *remarks_on_prefixes(text),
            *((MENTIONS,) if len(quoted) < len(every) else ()),
            *remarks_on("" if fields.values else text, _without(text, every), excludes=bool(excluded)),
        ),
    )


def _mentioned(text: str, quoted: re.Match[str]) -> bool:
    """Whether typographic quotation marks belong to a sentence (能否主张“不可抗力”免责): they touch what stands beside.

    A sentence sets such marks around what it mentions, as Chinese does around so-called things; who demands words
    sets them apart by spaces, or uses straight quotation marks, which are for searching alone.
    """
    if quoted[0][0] in _STRAIGHT:
        return False
    beside = text[: quoted.start()][-1:] + text[quoted.end() :][:1]
    return any(not char.isspace() and char not in _OPERATORS for char in beside)


def _left_out(text: str, quoted: re.Match[str]) -> bool:
    """Whether the sign before a quoted phrase asks for texts without it: 数据 -"个人信息"."""
    return _SIGN.search(text[: quoted.start()]) is not None


def _without(text: str, quoted: Iterable[re.Match[str]]) -> str:
    """The text with a space for each of the quoted expressions."""
    for each in reversed([*quoted]):
        before = text[: each.start()]
        text = f"{_SIGN.sub(' ', before) if _left_out(text, each) else before} {text[each.end() :]}"
    return text


def _inner(quoted: re.Match[str]) -> str:
    found = next((each for each in quoted.groups()[:5] if each is not None), "").strip()
    return found if _says_something(found) else ""


def _near(quoted: re.Match[str]) -> Near:
    """``"个人信息 出境"~10``. Raises BadQuery where it cannot be meant so."""
    parts, within = tuple(_inner(quoted).split()), int(quoted["within"] or 0)
    if not 0 < within <= WIDEST:
        raise BadQuery(f'~ needs the distance in characters or words, from 1 to {WIDEST}: write "个人信息 出境"~10')
    if not 1 < len(parts) <= _MOST_PARTS:
        raise BadQuery(
            f'~{within} needs two to {_MOST_PARTS} expressions with a space between them: write "个人信息 出境"~10'
        )
    return Near(parts=parts, within=within)


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def clean(raw: str) -> str:
    """Without control characters and lone surrogates, which no published text holds; runs of space become one."""
    kept = "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} else char for char in raw)
    return _SPACES.sub(" ", kept).strip()
