"""What the foot of every page leads to, for each of the three kinds of people."""

from typing import Final

SITE_MAP: Final = (
    (
        "staff",
        (
            ("/", "nav.search"),
            ("/citations", "citations.title"),
            ("/terms", "terms.title"),
            ("/implementing", "implementing.title"),
            ("/instruments", "instruments.title"),
        ),
    ),
    (
        "policy",
        (
            ("/gaps", "gaps.title"),
            ("/compare", "places.title"),
            ("/norms", "norms.title"),
            ("/demands", "demands.title"),
            ("/gaps/changes", "gap_changes.title"),
            ("/checklist/mappings", "mappings.title"),
        ),
    ),
    (
        "citizen",
        (
            ("/ask", "ask.title"),
            ("/coverage", "coverage.title"),
            ("/sources", "nav.sources"),
            ("/help", "help.title"),
        ),
    ),
)
"""For each kind of people the paths and the keys of their names."""
