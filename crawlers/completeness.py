"""Whether a parser kept all the words: what it read against an estimate that knows nothing of the format."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from law.provision import Provision

_WORD: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]|[^\\W_\u3400-\u9fff\uf900-\ufaff]+")


def missing_words(estimate: str, provisions: Iterable[Provision]) -> Counter[str]:
    """The words of the estimate (the text with its tags stripped) that stand in no provision, and how often.

    A Chinese character counts as a word. Words that only the parser has, such as Section before a number, do not count.
    """
    held: Counter[str] = Counter()
    for provision in provisions:
        held.update(_WORD.findall(f"{provision.label} {provision.heading} {provision.text}"))
    return Counter(_WORD.findall(estimate)) - held
