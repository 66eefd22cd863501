"""What a query cites where it is nothing but citations and the words that people put around them.

《个保法》第三十八条、第三十九条, 第38条 个保法, 依据《…》第三十六条, art 6 gdpr, 个保法 38,
What does article 17 of the GDPR say?
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from index.names import Names
from law.citation import Citation, parse_citation
from law.citation_chinese import chinese_citations
from law.citation_english import english_citations
from law.script import fold_text

MOST: Final = 20
"""How many places one query may cite."""
_ASKING: Final = re.compile(
    r"依据|根据|依照|按照|请问|查[询找看]|[查看]一下|我?想看|参见|以及|[和与及或的]"
    r"|(?:规定|说|讲|写)了?(?:的是)?什么|是?什么(?:意思|内容)|是(?:什么|啥)|怎么(?:规定|说|写)|如何规定"
    r"|规定|内容|原文|全文|条文"
    r"|\b(?:what|whats|does|do|is|says?|about|the|of|in|under|text|full|show|see|and|or|to|me|please|pursuant|according"
    r"|with|read)\b"
)
"""Words that ask for a place and name nothing themselves, folded."""
_BARE: Final = re.compile(
    r"(?P<name>.*[^\W\d_][》”\"]?)[\s,，]{0,3}(?P<number>[0-9]{1,4})(?P<brackets>(?:\([0-9A-Za-z]{1,4}\)){0,4})"
)
_READERS: Final = (chinese_citations, english_citations)


def citations_of(text: str, names: Names) -> tuple[Citation, ...]:
    """The citations that make up the whole text; nothing where it says more than what it cites.

    A title that is not held is kept as it stands, so that it can be said that it was not found.
    """
    alone = parse_citation(text)
    if alone is not None and (alone.relative or _is_known(alone, names)):
        return () if alone.relative else (alone,)
    found = next(filter(None, (_several(text, list(reader(text, whole=True)), names) for reader in _READERS)), ())
    return found or (() if alone is None else (alone,))


def bare_numbers(text: str, names: Names) -> Iterator[Citation]:
    """What a name with a number behind it may cite (个保法 38, GDPR 17): an article, or a section, if there is one."""
    found = _BARE.fullmatch(text.strip())
    if found is None or names.resolve(text).ids or not _is_name(found["name"], names):
        return
    for unit in ("art.", "s"):
        place = parse_citation(f"X {unit} {found['number']}{found['brackets']}")
        if place is not None:
            yield replace(place, title=found["name"].strip('《》“”" '), raw=text)


def citations_among(text: str, names: Names) -> tuple[Citation, ...]:
    """The articles that a text cites among other words, of laws that it names and that are held."""
    cited = [each for reader in _READERS for each in reader(text) if each.article and not each.relative][:MOST]
    held = ((each, _held(each.title, names)) for each in cited if each.title)
    return tuple(replace(each, title=title) for each, title in held if title)


def _several(text: str, cited: Sequence[Citation], names: Names) -> tuple[Citation, ...]:
    """The places cited, each of a law that is held, where nothing else is said."""
    if not 0 < len(cited) <= MOST or any(each.article is None or each.relative for each in cited):
        return ()
    rest = _ASKING.sub(" ", fold_text(_outside(text, cited))).strip(" ,，、。.;；?？!！:：()（）《》\"'“”")
    title = next((each.title for each in cited if each.title), None)
    if any(map(str.isalnum, rest)):
        if title is not None or not _is_name(rest, names):
            return ()
        title = rest
    return _titled(cited, title, names)


def _titled(cited: Sequence[Citation], title: str | None, names: Names) -> tuple[Citation, ...]:
    """Each under its own title, else that of the one before it; nothing where one of the titles is not held."""
    found: list[Citation] = []
    for each in cited:
        title = _held(each.title or title or "", names)
        if title is None:
            return ()
        found.append(replace(each, title=title))
    return tuple(found)


def _held(title: str, names: Names) -> str | None:
    """The title if it is held, without words of asking before it: 请问民法典."""
    if names.resolve(title).ids:
        return title
    end = names.by_end(title)
    before = fold_text(title).removesuffix(end) if end else title
    return end if not _ASKING.sub("", before).strip() else None


def _outside(text: str, cited: Sequence[Citation]) -> str:
    """What the text says beside its citations."""
    ends = [0, *(each.end for each in cited)]
    starts = [*(each.start for each in cited), len(text)]
    return " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _is_known(citation: Citation, names: Names) -> bool:
    name = citation.title or citation.document_number
    found = names.resolve(name) if name else None
    return found is not None and bool(found.ids or found.known_as)


def _is_name(text: str, names: Names) -> bool:
    found = names.resolve(text.strip('《》“”" '))
    return bool(found.ids) and not found.by_ending
