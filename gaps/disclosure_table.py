"""The disclosure table of a place or body: 事项 内容 依据 时限 主体 方式 渠道 对象 层级, one row a duty.

After the standard directories of basic-level openness (国办发〔2019〕54号), whose columns these are.
What the words of the provision do not say stays empty: it is not filled in from elsewhere. Where a body or matter is
not named by the words of the duty itself, the row says where in the provision it was read.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gaps.norm_records import HeldNorm, Named, Norm, NormKind, Stretch
from law.jurisdiction import JURISDICTIONS
from law.script import fold_text

_SHOWN: Final = (NormKind.MUST_PUBLISH, NormKind.ON_REQUEST)
_EVERYBODY: Final = (
    "行政机关",
    "各级人民政府",
    "国家机关",
    "政府机关",
    "县级以上人民政府部门",
    "public authority",
    "government institution",
)
_PUBLIC: Final = ("向社会", "主动公开", "公众", "to the public", "publicly", "publish")
_MOST_ITEMS: Final = 40
_NO_CONTENT: Final = re.compile(
    "(情形|条件|行为|方式|途径|形式|渠道|程序|要求|原则|义务|职责|规定)(?:之一)?[^:：;；。]{0,60}[:：]?$"
)
"""The last words of a sentence whose list says when, how or by which rules, and not what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One duty: 事项 ``matter``, 内容 ``content``, 依据 ``basis``, 时限 ``limit``, 主体 ``body`` and so on.

    ``mode`` 方式 is a kind of norm, ``audience`` 对象, ``level`` 层级 that of the place that made the law.
    """

    matter: str
    """What it is about (事项)."""
    content: str
    """What is published or given (内容)."""
    content_from: str
    """Where the content was read: `list` (the sentence's own), `paragraph_before` (the list that it refers to) or
    `matter`."""
    matter_from: str
    """Where the matter was read: `clause`, `act` (what is made before it is published), `condition` (the case in which
    it is published) or `heading`."""
    basis: str
    """The provision (依据)."""
    limit: str
    """Until when, in the words of the sentence (时限)."""
    body: str
    """Who is bound (主体)."""
    body_from: str
    """Where the body was read: `clause` (the duty's own words), or before them in the `sentence`, `paragraph` or
    `provision`."""
    body_start: int | None
    """Where its name begins in the provision."""
    body_end: int | None
    """Where its name ends."""
    mode: str
    """must_publish or on_request (方式)."""
    channel: str
    """Where (渠道)."""
    audience: str
    """To whom: `public`, or who is entitled as the words name them (对象)."""
    level: str
    """The level of the place that made the law (层级)."""
    jurisdiction: str
    """Its code."""
    instrument: str
    """The instrument."""
    version: str
    """The text, by its day."""
    provision_id: str
    """The provision."""
    quote: str
    """The sentence as published."""
    start: int
    """Where it begins in the provision."""
    end: int
    """Where it ends."""
    sha256: str
    """The hash of the provision."""
    status: str
    """Whether the text was law on the day."""


COLUMNS: Final = tuple(Row.__dataclass_fields__)


def disclosure_table(norms: Sequence[HeldNorm], *, body: str | None = None) -> tuple[Row, ...]:
    """The duties to publish and to give on request, a row for each item of a list.

    ``body`` keeps the rows whose actor names it, and those that bind every public body.
    """
    by_provision: dict[tuple[str, str, str], list[HeldNorm]] = defaultdict(list)
    for held in norms:
        by_provision[held.text.instrument.id, held.text.version.key, held.provision.id].append(held)
    rows = (row for group in by_provision.values() for row in _rows(group))
    return tuple(row for row in rows if body is None or _binds(row, body))


def _rows(group: Sequence[HeldNorm]) -> Iterator[Row]:
    for held in group:
        if held.norm.kind in _SHOWN:
            for content in _contents(held.norm) or (None,):
                yield _row(held, content, group)


def _contents(norm: Norm) -> tuple[Stretch, ...]:
    """The list that the sentence opens or refers to, where it is one of what is published or given."""
    return () if _NO_CONTENT.search(norm.quote.text) else norm.items[:_MOST_ITEMS]


def _content_from(norm: Norm, content: Stretch | None, matter: Named | None) -> str:
    if content is not None:
        return "list" if content.start >= norm.quote.start else "paragraph_before"
    return "matter" if matter else ""


def _row(held: HeldNorm, content: Stretch | None, group: Sequence[HeldNorm]) -> Row:
    norm, text = held.norm, held.text
    matter = norm.matter if norm.matter and not (norm.actor and norm.matter.text in norm.actor.text) else None
    on_request = norm.kind is NormKind.ON_REQUEST
    body = None if on_request else norm.actor
    heading = held.provision.heading
    return Row(
        matter=heading or (matter.text if matter else ""),
        content=content.text if content else matter.text if matter else "",
        content_from=_content_from(norm, content, matter),
        matter_from="heading" if heading else matter.read_from.value if matter else "",
        basis=f"《{text.instrument.title}》{held.provision.label}"
        if text.language == "zh"
        else f"{text.instrument.title}, {held.provision.label}",
        limit=_words(_nearest(held, group, NormKind.TIME_LIMIT)),
        body=body.text if body else "",
        body_from=body.read_from.value if body else "",
        body_start=body.words.start if body else None,
        body_end=body.words.end if body else None,
        mode=norm.kind.value,
        channel=_words(_nearest(held, group, NormKind.CHANNEL)),
        audience=norm.actor.text if on_request and norm.actor else _public(norm.quote.text),
        level=JURISDICTIONS[text.instrument.jurisdiction].level.value,
        jurisdiction=text.instrument.jurisdiction,
        instrument=text.instrument.id,
        version=text.version.key,
        provision_id=held.provision.id,
        quote=norm.quote.text,
        start=norm.quote.start,
        end=norm.quote.end,
        sha256=held.provision.sha256,
        status=text.status.status.value,
    )


def _nearest(held: HeldNorm, group: Iterable[HeldNorm], kind: NormKind) -> HeldNorm | None:
    """The norm of a kind in the same sentence; of another sentence of the provision nothing is taken over."""
    return next((o for o in group if o.norm.kind is kind and o.norm.quote == held.norm.quote), None)


def _words(held: HeldNorm | None) -> str:
    return held.norm.words.text if held else ""


def _public(quote: str) -> str:
    found = next((word for word in _PUBLIC if word in quote.lower()), "")
    return "public" if found else ""


def _binds(row: Row, body: str) -> bool:
    actor, wanted = fold_text(row.body), fold_text(body)
    return bool(actor) and (wanted in actor or actor in wanted or any(actor.endswith(fold_text(e)) for e in _EVERYBODY))
