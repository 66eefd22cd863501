"""Texts in the markdown layout of LawRefBook: title, history, ``<!-- INFO END -->``, then the text.

::

    # 中华人民共和国计量法实施细则

    1987年1月19日 国务院批准

    <!-- INFO END -->

    ## 第一章 总则

    第一条 根据《中华人民共和国计量法》的规定，制定本细则。

Blank lines, invisible characters and comments (``<!-- TABLE -->``, ``<!-- FORCE BREAK -->``) carry no words and are
dropped; everything else is in some provision. A line is a paragraph.
"""

import re
from dataclasses import dataclass
from typing import Final

END_OF_HEAD: Final = "<!-- INFO END -->"
_INVISIBLE: Final = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]+")
_COMMENT: Final = re.compile(r"<!--[^>]{0,400}-->")


class NotThisLayout(ValueError):
    """The text does not have the layout described above; the message says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownText:
    """A file taken apart. ``head`` are the lines between the title and the end of the head, ``body`` the others."""

    title: str
    part: str | None
    head: tuple[str, ...]
    body: tuple[str, ...]


def split_file(text: str) -> MarkdownText:
    """Take a file apart. Raises NotThisLayout."""
    head, mark, body = text.partition(END_OF_HEAD)
    if not mark:
        raise NotThisLayout(
            f"the line {END_OF_HEAD} is missing: the file is incomplete or has another layout; "
            "put that line between the history and the text"
        )
    lines = visible_lines(head)
    titles = [line.lstrip("# ") for line in lines if line.startswith("#")]
    if not titles or not titles[0]:
        raise NotThisLayout("there is no title: begin the file with a line such as # 某某条例")
    return MarkdownText(
        title=" ".join(titles[0].split()),
        part=titles[1] if len(titles) > 1 else None,
        head=tuple(line for line in lines if not line.startswith("#")),
        body=visible_lines(body),
    )


def visible_lines(text: str) -> tuple[str, ...]:
    """The lines that carry words, without invisible characters and comments."""
    visible = _INVISIBLE.sub("", _COMMENT.sub("", text))
    return tuple(stripped for line in visible.splitlines() if (stripped := line.strip()))
