"""The rights register: what a source publishes, on which terms, and whether its parser was checked against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One publisher's collection. ``jurisdictions`` are codes of ``law.jurisdiction``, ``languages`` BCP 47 tags.

    ``expected`` maps a count (instruments, documents, provisions) to what a whole harvest should find.
    ``verified`` says whether the parser was run over what the source really published; ``verified_note`` says on what,
    or why not. ``address`` is where the material is published, ``terms_url`` where its terms are.
    """

    id: str
    title: str
    publisher: str
    jurisdictions: tuple[str, ...]
    languages: tuple[str, ...]
    licence: str
    terms_url: str
    allowed_use: str
    coverage: str
    verified: bool
    verified_note: str
    address: str | None = None
    invented: bool = False
    expected: Mapping[str, int] = field(default_factory=dict)
