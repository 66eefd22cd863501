"""Names of coded values in a page's language. A code that a table does not have is shown as it is."""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from index.plan import UNKNOWN
from law.jurisdiction import JURISDICTIONS
from law.kind import KINDS, nation_of
from ui.locale import Words
from ui.statements import say

INVENTED_NATION: Final = "xs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What codes are called in the language of ``words``."""

    words: Words

    def place(self, code: str) -> str:
        """The name of a place, or of several judged as one (``A+B``)."""
        return " + ".join(self._place(part) for part in code.split("+"))

    def kind(self, code: str | None) -> str:
        """The name of a kind of instrument."""
        if code is None or code == UNKNOWN:
            return str(self.words("unknown.kind"))
        return KINDS[code].names[self.words.language] if code in KINDS else code

    def language(self, tag: str) -> str:
        """The name of a language; the tag itself where the pages have no name for it."""
        key = f"language.{tag}"
        return str(self.words(key)) if self.words.has(key) else tag

    def why(self, name: str) -> str:
        """What brought a hit here."""
        key = f"why.{name}"
        return str(self.words(key)) if self.words.has(key) else name

    def facet(self, name: str, value: str) -> str:
        """The name of a facet's value."""
        readers = {"jurisdiction": self.place, "kind": self.kind, "language": self.language}
        if value == UNKNOWN:
            return str(self.words(f"unknown.{name}"))
        return readers[name](value) if name in readers else value

    def say(self, sentence: str) -> Markup:
        """A sentence of the program in this language."""
        return say(sentence, self.words)

    def _place(self, code: str) -> str:
        return JURISDICTIONS[code].names[self.words.language] if code in JURISDICTIONS else code


def tongue(text: str) -> str:
    """The language of a title or quotation that came without one, as far as its script tells."""
    return "zh" if any("\u4e00" <= char <= "\u9fff" for char in text) else "en"


def is_invented(jurisdiction: str) -> bool:
    """Whether a place is of the invented country of the sample texts."""
    return jurisdiction in JURISDICTIONS and nation_of(jurisdiction) == INVENTED_NATION
