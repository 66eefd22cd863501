r"""The small dialect of regular expressions in a checklist, so that every pattern runs in linear time.

Allowed: literal characters, ``a|b``, groups ``(…)``, classes ``[…]``, ``.``, ``\b``, ``\d``, an escaped punctuation
mark, ``^``, ``$``, ``?``, a counted repeat ``{m,n}`` with n ≤ 80 on one character or class, and ``(?!…)``, ``(?<!…)``.
Not allowed: ``*``, ``+``, back references and repeats of groups. A match is then bounded in length.

Reading a pattern also gives the literals of which a text must contain one, for a quick first look at a text.
"""

import re
from typing import Final

LONGEST_REPEAT: Final = 80
_REPEAT: Final = re.compile(r"\{(\d{1,3})(?:,(\d{1,3}))?\}")
_CLASS: Final = re.compile(r"\[\^?\]?[^\]\[]{0,80}\]")
_ESCAPES: Final = frozenset("bd")

Literals = frozenset[str] | None
"""The literals of which one must occur, or None where no literal must."""


class BadPattern(ValueError):
    """A pattern outside the dialect. The message says where and what to write instead."""


def required_literals(pattern: str) -> Literals:
    """The literals of which every match of ``pattern`` contains one. Raises `BadPattern`."""
    reader = _Reader(pattern)
    literals = reader.alternatives()
    if reader.at < len(pattern):
        raise reader.wrong("an unopened )")
    try:
        re.compile(pattern)
    except re.error as error:
        raise BadPattern(f"{pattern!r}: {error}") from error
    return literals


class _Reader:
    """Reads a pattern from left to right; ``at`` is the next character."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def wrong(self, what: str) -> BadPattern:
        """The error for the present place."""
        return BadPattern(f"{self.pattern!r} at character {self.at + 1}: {what}")

    def alternatives(self) -> Literals:
        """Branches up to the end or an unmatched closing bracket."""
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        if None in branches:
            return None
        return frozenset(literal for branch in branches if branch for literal in branch)

    def _sequence(self) -> Literals:
        found: list[frozenset[str]] = []
        run = ""
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            group = self.pattern[self.at] == "("
            char, literals = self._atom()
            optional, repeated = self._repeat(group=group)
            if char and not optional:
                run += char
            if char and not optional and not repeated:
                continue
            found += [frozenset([run])] if run else []
            run = ""
            found += [literals] if literals and not optional else []
        found += [frozenset([run])] if run else []
        return max(found, key=_selectivity, default=None)

    def _atom(self) -> tuple[str | None, Literals]:
        """One atom: a literal character, or (None, the literals of a group), or (None, None)."""
        char = self.pattern[self.at]
        if char == "(":
            return None, self._group()
        if char == "[":
            return self._class()
        if char == "\\":
            return self._escape()
        if char in "*+?{":
            raise self.wrong(f"{char} has nothing bounded to repeat; write {{0,n}} after one character")
        self.at += 1
        return (None, None) if char in ".^$" else (char, None)

    def _group(self) -> Literals:
        start = self.at
        self.at += 1
        looks = self._take("?!") or self._take("?<!") or self._take("?:")
        if not looks and self.pattern[self.at : self.at + 1] == "?":
            raise self.wrong("only (?:…), (?!…) and (?<!…) are allowed")
        literals = self.alternatives()
        if not self._take(")"):
            self.at = start
            raise self.wrong("this ( is not closed")
        return None if "!" in self.pattern[start : start + 4] and looks else literals

    def _class(self) -> tuple[None, None]:
        found = _CLASS.match(self.pattern, self.at)
        if not found:
            raise self.wrong("this [ is not closed")
        self.at = found.end()
        return None, None

    def _escape(self) -> tuple[str | None, None]:
        char = self.pattern[self.at + 1 : self.at + 2]
        if not char or (char.isalnum() and char not in _ESCAPES):
            raise self.wrong(f"\\{char} is not allowed")
        self.at += 2
        return (None, None) if char in _ESCAPES else (char, None)

    def _repeat(self, *, group: bool) -> tuple[bool, bool]:
        """Whether the last atom may be absent, and whether it is repeated."""
        if self._take("?"):
            return True, True
        if self.pattern[self.at : self.at + 1] in {"*", "+"}:
            raise self.wrong(f"an unbounded repeat; write {{0,{LONGEST_REPEAT}}} or less")
        found = _REPEAT.match(self.pattern, self.at)
        if not found:
            return False, False
        if group or int(found[2] or found[1]) > LONGEST_REPEAT:
            raise self.wrong(f"repeat one character or class only, at most {LONGEST_REPEAT} times")
        self.at = found.end()
        return int(found[1]) == 0, True

    def _take(self, text: str) -> bool:
        if not self.pattern.startswith(text, self.at):
            return False
        self.at += len(text)
        return True


def _selectivity(literals: frozenset[str]) -> tuple[int, int]:
    """The longer the shortest literal, and the fewer they are, the fewer texts pass."""
    return min(map(len, literals)), -len(literals)
