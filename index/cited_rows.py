"""The rows of one text that a citation means."""

import re
from collections.abc import Sequence
from typing import Final

from index.citing import MOST
from index.snapshot import Snapshot
from law.citation import Citation

_CODE: Final = re.compile(r"[0-9]\s?U\.?\s?S\.?\s?C\b")


def rows_cited(snapshot: Snapshot, number: int, citation: Citation) -> Sequence[int]:
    """The cited article, those of a cited range, or the beginning of the version; nothing where it has none such."""
    rows = snapshot.rows_of(number)
    if citation.article is None:
        return rows[:1]
    ids = [snapshot.records.read(row).provision.id for row in rows]
    article, last = _ends(citation.article, citation.range_end, ids)
    if article not in ids:
        return ()
    first = ids.index(article)
    end = ids.index(last, first) if last in ids[first:] else first
    return rows[first : min(end + 1, first + MOST)]


def of_code(citation: Citation) -> str | None:
    """The name of a section of the United States' code, which is an instrument of its own: 5 U.S.C. 552."""
    if not _CODE.search(citation.title or ""):
        return None
    return f"{citation.title} {(citation.article or '').removeprefix('sec_')}"


def _ends(article: str, range_end: str | None, held: Sequence[str]) -> tuple[str, str]:
    """The first and the last article cited; 第38-40条 is a range where there is no article 38-40."""
    low, dash, high = article.partition("-")
    if dash and article not in held:
        return low, f"art_{high}"
    return article, (range_end or article).partition("__")[0]
