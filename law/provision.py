"""Provisions: the numbered units of a legal text, in document order, forming a tree through ``parent``."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a provision is: only articles, preambles and annexes carry text of their own."""

    HEADING = "heading"
    ARTICLE = "article"
    PREAMBLE = "preamble"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One heading (编 章 节, Part, Chapter) or one article (条, Article, Section), as published.

    ``id`` is stable within the instrument, in the manner of Akoma Ntoso's eId (``art_13``, ``chp_2__sec_1``).
    ``label`` is the number as published (第十三条, Article 17). ``text`` excludes the label and keeps line breaks;
    a line is a paragraph (款). ``path`` holds the headings above, outermost first.
    """

    id: str
    unit: Unit
    label: str
    heading: str = ""
    text: str = ""
    path: tuple[str, ...] = ()
    parent: str | None = None

    @property
    def sha256(self) -> str:
        """Hash of the published words: label, heading and text."""
        return hashlib.sha256(f"{self.label}\x1f{self.heading}\x1f{self.text}".encode()).hexdigest()


def text_sha256(provisions: Iterable[Provision]) -> str:
    """Hash of a whole text in document order: equal for two sources that publish the same words."""
    whole = hashlib.sha256()
    for provision in provisions:
        whole.update(provision.sha256.encode())
    return whole.hexdigest()
