"""Characters that tell that a text was damaged, or that only its publisher's font can show."""

import re
from typing import Final

_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def private_use_characters(text: str) -> tuple[str, ...]:
    """A problem, if the text has characters of the publisher's own that other fonts do not show."""
    found = sorted({f"U+{ord(character):04X}" for character in _PRIVATE.findall(text)})
    return (f"characters that only the publisher's font shows: {', '.join(found)}",) if found else ()
