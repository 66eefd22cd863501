"""How tests are shared out when they run on several cores: what one costly fixture serves stays on one of them."""

from collections.abc import Sequence

import pytest

# Folders and files whose tests share a costly fixture (a collection imported and indexed, a server of Elasticsearch).
TOGETHER = (
    ("tests/relevance/", "relevance"),
    ("tests/index/test_elastic", "elasticsearch"),
    ("tests/search_api/test_elastic", "elasticsearch"),
)
# The longest first, so that no core waits at the end for what another began last.
LONGEST = (
    "tests/relevance/",
    "tests/ui/test_three_walks.py",
    "tests/ui/test_axe.py",
    "tests/ui/test_browser.py",
    "tests/index/test_elastic",
    "tests/search_api/test_elastic",
)


def _group(path: str) -> str:
    return next((group for start, group in TOGETHER if path.startswith(start)), path)


def _place(path: str) -> int:
    return next((place for place, start in enumerate(LONGEST) if path.startswith(start)), len(LONGEST))


def share_out(items: list[pytest.Item]) -> None:
    """Put the longest groups first and mark every test with the group that one core runs whole."""
    items.sort(key=lambda item: _place(item.nodeid))
    _mark(items)


def _mark(items: Sequence[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item.nodeid.split("::")[0])))
