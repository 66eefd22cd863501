"""Documents that are whole files and yet hold no law: the stub of a repealed chapter, a page without its text."""

import re
from typing import Final

from crawlers.garbled import refuse_garbled
from crawlers.readable import Unreadable
from law.provision import Provision

_FEWEST: Final = 20
_LETTERS: Final = re.compile(r"\w")


def refuse_stub(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """The provisions, if they hold a text: at least twenty letters in all, not garbled. Raises Unreadable."""
    held = "".join(provision.text for provision in provisions)
    refuse_garbled("\n".join(f"{each.label} {each.heading} {each.text}" for each in provisions))
    if len(_LETTERS.findall(held)) < _FEWEST:
        raise Unreadable(f"the document holds no text of a law ({held[:60]!r}): a stub, a menu, or another layout")
    return provisions
