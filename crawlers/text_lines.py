"""From the lines of a text to its provisions: what opens a heading, a numbered unit or an annex, and what goes on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crawlers.numbering_style import LABEL_BEGINS, Style, numbering_style, quoting_after, split_item
from crawlers.outline import Outline, Rank, order_of
from crawlers.rule_numbers import extends, is_caption, label_of_heading, rule_id, split_rule
from crawlers.run_together import DUE, MISPRINTS, split_articles
from law.heading import article_label, split_heading
from law.numerals import chinese_numeral

_MARKED: Final = re.compile(r"(?P<marks>#{1,6})\s{0,8}(?P<words>.*)")
_ANNEX: Final = re.compile(
    r"(?P<label>附(?:件|录|表)?\s{0,2}[0-9一二三四五六七八九十]{0,3})\s{0,4}"
    r"(?:[：:]\s{0,4}(?P<named>.{0,60})|(?<=\s)(?P<title>.{1,60}))?"
)
_BARE_HEADINGS: Final = frozenset({"总则", "附则", "分则", "罚则"})
_PREAMBLES: Final = frozenset({"序言", "前言"})
_RANKS: Final = {
    "分编": Rank.SUBPART, "编": Rank.PART, "篇": Rank.PART, "部分": Rank.PART, "章": Rank.CHAPTER, "节": Rank.SECTION,
    "款": Rank.LOWER, "目": Rank.LOWER, "part": Rank.PART, "chapter": Rank.CHAPTER, "division": Rank.SECTION,
}  # fmt: skip
_RANK_OF_DEPTH: Final = {1: Rank.PART, 2: Rank.CHAPTER, 3: Rank.SECTION}
_LONGEST_HEADING: Final = 40


def add_text(outline: Outline, lines: Sequence[str]) -> None:
    """Add the lines of a text; no word of them is lost."""
    lines = _without_contents(lines)
    style = numbering_style(lines)
    if style is Style.ARTICLES:
        lines, found = split_articles(lines)
        outline.problems += found
    reader = _Reader(outline=outline, style=style)
    for line, after in zip(lines, (*lines[1:], ""), strict=False):
        reader.read(line, after)


def _without_contents(lines: Sequence[str]) -> Sequence[str]:
    """A table of contents, that is headings before any text which all return later, is left out."""
    first = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    headings = ["".join(line.split()) for line in lines if line.startswith("#")]
    begins = max((n for n, heading in enumerate(headings[:first]) if heading == headings[0]), default=0)
    return lines[begins:] if set(headings[:begins]) <= set(headings[begins:]) else lines


@dataclass(slots=True)
class _Reader:
    outline: Outline
    style: Style
    last: int = 0
    last_of_main: int = 0
    quoting: bool = False

    def read(self, line: str, after: str) -> None:
        marked = _MARKED.match(line) if line.startswith("#") else None
        if marked:
            self._marked(marked["words"].strip(), len(marked["marks"]), after)
            self.quoting = False
            return
        opened = self._article(line) or self._rule(line, after)
        opened = opened or (not self.quoting and self._other_unit(line, after))
        if not opened:
            self.outline.line(line)
        self.quoting = quoting_after(line, quoting=self.quoting)

    def _marked(self, words: str, depth: int, after: str) -> None:
        """A line with # is a heading, whatever its words; 一、 is a unit of its own where the text is numbered so."""
        item = split_item(words, self.style)
        if words in _PREAMBLES:
            self.outline.preamble(words)
        elif item and self.style is Style.ITEMS:
            self.outline.article(item[0], heading=item[1])
        elif not (self._annex(words) or self._marked_rule(words, depth, after)):
            self._heading(words, _RANK_OF_DEPTH.get(depth, Rank.LOWER))

    def _marked_rule(self, words: str, depth: int, after: str) -> bool:
        """A heading that numbers a rule, if the rule's words follow it; one above further headings is none."""
        following = _MARKED.match(after)
        deeper = following is not None and len(following["marks"]) > depth
        if self.style is Style.RULES and (rule := split_rule(words, marked=True)) is not None:
            if deeper or self._within(rule[0], after):
                return False
            self.outline.end_headings(_RANK_OF_DEPTH.get(depth, Rank.LOWER))
            self.outline.article(rule[0], heading=rule[1], made=rule_id(rule[0]))
            return True
        if following or not after or self._opens(after):
            return False
        named = article_label(words)
        if named and named[0].isascii():
            self.outline.article(named[0], heading=words[named[1] :].strip(" .:*\u2012\u2013\u2014\u2015"))
            return True
        label = label_of_heading(words) if self.style in (Style.RULES, Style.UNNUMBERED) else None
        if label is not None:
            self.outline.article(label, made=rule_id(label))
        return label is not None

    def _rule(self, line: str, after: str) -> bool:
        """1.1.1 before its words, or under its heading of the same line; 1.1 above 1.1.1 is a heading."""
        rule = split_rule(line) if self.style is Style.RULES else None
        if rule is None:
            return False
        label, words = rule
        caption, rank = is_caption(words), Rank.LOWER - 1 + label.count(".") + label.count("(")
        self.outline.end_headings(rank)
        if (caption or not words) and self._within(label, after):
            self.outline.heading(label, words, rank)
        elif caption and after and not self._opens(after):
            self.outline.article(label, heading=words, made=rule_id(label))
        else:
            self.outline.article(label, words, made=rule_id(label))
        return True

    def _opens(self, line: str) -> bool:
        """Whether a line begins a unit of its own."""
        found = split_rule(line) if self.style is Style.RULES else article_label(line) or split_heading(line)
        return found is not None

    @staticmethod
    def _within(label: str, after: str) -> bool:
        """Whether the line after a number has one that lies within it."""
        rule = split_rule(after.lstrip("# "), marked=after.startswith("#"))
        return rule is not None and extends(label, rule[0])

    def _article(self, line: str) -> bool:
        found = self._label(line) if line[0] in LABEL_BEGINS and self.style is Style.ARTICLES else None
        if found is None:
            return False
        label, end = found
        number = order_of(label)[0]
        if self.quoting and number != self.last + 1:
            return False
        if self.outline.in_annex and number == self.last_of_main + 1 and number > 1:
            self.outline.leave_annex()
        self.quoting = False
        self.last = number
        self.last_of_main = self.last_of_main if self.outline.in_annex else number
        self.outline.article(label, line[end:].strip())
        return True

    def _label(self, line: str) -> tuple[str, int] | None:
        """The label that begins the line; where it goes on with 规定 or is misprinted, only the number that is due."""
        found = article_label(line)
        if found is not None:
            return found
        due = DUE.match(line)
        label = "".join(due["label"].split()).translate(MISPRINTS) if due else ""
        if due is None or label != f"第{chinese_numeral(self.last + 1)}条":
            return None
        if not due["label"].startswith(label):
            self.outline.problems.append(f"{label} is printed as {due['label']}")
        return label, due.end("label")

    def _other_unit(self, line: str, after: str) -> bool:
        if self.outline.begun and self._annex(line):
            return True
        item = split_item(line, self.style)
        if item and (self.style is not Style.ARTICLES or not (self.last or self._is_heading(line, after))):
            self.outline.article(*item)
            return True
        if "".join(line.split()) in _BARE_HEADINGS or split_heading(line) or self._is_heading(line, after):
            self._heading(line, Rank.CHAPTER)
            return True
        return False

    def _is_heading(self, line: str, after: str) -> bool:
        """一、债务纠纷的处理, on a line of its own and followed by an article."""
        if self.style not in (Style.ARTICLES, Style.NUMBERED) or len(line) > _LONGEST_HEADING:
            return False
        follows = article_label(after) if self.style is Style.ARTICLES else split_item(after, self.style)
        return bool(split_item(line, Style.ITEMS)) and line[-1] not in "。；：，" and follows is not None

    def _annex(self, line: str) -> bool:
        match = _ANNEX.fullmatch(line)
        if match is None or "".join(line.split()) == "附则":
            return False
        self.outline.annex("".join(match["label"].split()), (match["named"] or match["title"] or "").strip())
        self.last = 0
        return True

    def _heading(self, words: str, rank: Rank) -> None:
        numbered = split_heading(words) or split_item(words, Style.ITEMS)
        label, title = numbered or ("", "".join(words.split()) if len(words) < len("附   则") + 1 else words)
        unit = label.partition(" ")[0].casefold() if label.isascii() else label
        named = next((name for name in _RANKS if unit.endswith(name) and (unit.startswith("第") or unit == name)), None)
        self.outline.heading(label, title, _RANKS[named] if named else rank)
