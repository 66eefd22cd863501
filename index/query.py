"""Reading a query: what must stand word for word, what must not stand there, and the words that are left."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from index.records import BadQuery

LONGEST: Final = 512
_QUOTED: Final = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』|＂([^＂]*)＂')
_EXCLUDED: Final = re.compile(r"(?:^|(?<=\s))[-－−]([^\s\-－−][^\s]*)")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """``text`` is the whole query, cleaned; ``words`` what is left without phrases and exclusions."""

    text: str
    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for in words."""
        return not (self.words or self.phrases)


def read_query(raw: str) -> Query:
    """Read a query as typed. Raises BadQuery where it is too long to be a question."""
    if len(raw) > LONGEST:
        raise BadQuery(
            f"the query has {len(raw):,} characters and at most {LONGEST} can be searched for: "
            "shorten it to the words that matter, or search for one sentence of it at a time"
        )
    text = clean(raw)
    phrases = tuple(p.strip() for found in _QUOTED.findall(text) for p in found if _says_something(p))
    rest = _QUOTED.sub(" ", text)
    excluded = tuple(word for word in _EXCLUDED.findall(rest) if _says_something(word))
    words = _SPACES.sub(" ", _EXCLUDED.sub(" ", rest)).strip()
    words = words if _says_something(words) else ""
    return Query(text=text, words=words, phrases=phrases, excluded=excluded)


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def clean(raw: str) -> str:
    """Without control characters and lone surrogates, which no published text holds; runs of space become one."""
    kept = "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} else char for char in raw)
    return _SPACES.sub(" ", kept).strip()
