"""The lines of a government page taken apart: what stands before the act, its history, its provisions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crawlers.checks import sequence_problems
from crawlers.history import History, read_history
from crawlers.outline import Outline
from crawlers.page_preface import (
    Preface,
    Signature,
    promulgated_title,
    read_preface,
    signature_in,
    title_lines,
    transmitted_title,
)
from crawlers.printed_act import PrintedAct, split_act
from crawlers.readable import Unreadable, replaced_characters
from crawlers.stub import refuse_stub
from crawlers.text_lines import add_text
from crawlers.truncation import signs_of_truncation
from law.document_number import whole_document_number
from law.provision import Provision, Unit

_DECREE_NOTE: Final = re.compile(r"\s?[（(][^（()）]{2,40}令?第?[^（()）]{1,8}号[)）]$")
_NOTICE: Final = re.compile(r"(?:通知|公告|通告|公示|决定|批复|函|令)$")
_SHORTEST: Final = 400
"""Letters below which a page with an attachment is a notice, unless it has articles or the act's own title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """``act`` is the title of the act that a notice transmits and prints; ``missing`` says why the text is not whole.

    ``signature`` is that of the notice or decree, else the one under the text.
    """

    title: str
    act: str | None
    preface: Preface
    signature: Signature
    history: History
    provisions: tuple[Provision, ...]
    missing: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    title: str
    act: str | None
    preface: tuple[str, ...]
    own: PrintedAct


def read_lines(title: str, lines: Sequence[str], attached: Sequence[str]) -> PageText:
    """Read a page's text. Raises Unreadable for a notice under the title of an act that is only attached."""
    parts = _parts(title, lines)
    history, outline = read_history(parts.own.history, parts.own.title), Outline()
    for line in (*parts.preface, *([parts.act] if parts.act else []), *history.opening):
        outline.line(line)
    add_text(outline, parts.own.body)
    provisions, before = refuse_stub(outline.finish()), read_preface(parts.preface)
    only_attached = _only_attached(parts, lines, provisions, attached)
    others = [f"attachments that are not read: {' '.join(attached)}"] if attached and not only_attached else []
    told = (*others, *history.problems, *outline.problems, *sequence_problems(provisions))
    # A decree may state the commencement instead of the act's last article.
    name = "" if before.in_force_from else parts.own.title
    return PageText(
        title=parts.title,
        act=parts.act,
        preface=before,
        signature=before.signature if parts.preface else signature_in(parts.own.body),
        history=history,
        provisions=provisions,
        missing=(*only_attached, *_cut_off(provisions, name, history)),
        problems=(*told, *replaced_characters("".join(lines))),
    )


def _parts(title: str, lines: Sequence[str]) -> _Parts:
    title = _DECREE_NOTE.sub("", title)
    title = promulgated_title(lines) or title if whole_document_number(title) else title
    act = transmitted_title(title)
    place = title_lines(lines, act) if act else None
    if act and place:
        before, own = lines[: place[0]], split_act(lines[place[0] :], title=act)
        return _Parts(title=title, act=act, preface=tuple(_without_title(before, title)), own=own)
    start = (title_lines(lines, title) or (0, 0))[0]
    return _Parts(title=title, act=None, preface=tuple(lines[:start]), own=split_act(lines[start:], title=title))


def _without_title(lines: Sequence[str], title: str) -> list[str]:
    start, end = title_lines(lines, title) or (0, 0)
    return [*lines[:start], *lines[end:]]


def _cut_off(provisions: tuple[Provision, ...], title: str, history: History) -> tuple[str, ...]:
    first = history.first("adopted", "promulgated")
    return signs_of_truncation(provisions, title=title, made_on=first.day if first else None)


def _only_attached(
    parts: _Parts, lines: Sequence[str], provisions: Sequence[Provision], attached: Sequence[str]
) -> tuple[str, ...]:
    """Why the page is only a notice of what is attached. Raises Unreadable where its title is that of the act."""
    articles = any(p.unit is Unit.ARTICLE and p.id.startswith("art_") for p in provisions)
    if not attached or parts.act or articles or sum(map(len, lines)) >= _SHORTEST:
        return ()
    told = f"the page is a short notice; the text is in an attachment that is not read: {attached[0]}"
    if not _NOTICE.search(parts.title):
        raise Unreadable(f"{told}. The notice is not taken for {parts.title}: bring the attachment as a file")
    return (told,)
