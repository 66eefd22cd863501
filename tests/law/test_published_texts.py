"""The reading of labels, dates and citations, held against texts as they were really published."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from law.citation import find_citations
from law.dates import find_dates
from law.numbering import article_label, article_order, provision_id, split_heading
from law.script import fold_text, script_of
from law.subdivision import subdivide

pytestmark = pytest.mark.shared
_LOOKS_LIKE_AN_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千]+条[ 　]")


@pytest.fixture(scope="module")
def texts(shared_dir: Path) -> list[str]:
    """Every tenth file of the national statutes, regulations and interpretations."""
    root = shared_dir / "corpora" / "LawRefBook-Laws"
    names = ["宪法相关法", "行政法", "行政法规", "民法典", "司法解释"]
    files = sorted(file for name in names for file in (root / name).rglob("*.md"))
    return [file.read_text(encoding="utf-8") for file in files[::10]]


def test_every_published_article_line_is_recognised_and_numbered(texts: list[str]) -> None:
    lines = [line for text in texts for line in text.splitlines() if _LOOKS_LIKE_AN_ARTICLE.match(line)]
    labels = [article_label(line) for line in lines]
    assert len(lines) > 1000
    assert None not in labels
    assert all(provision_id(label[0]).startswith("art_") for label in labels if label)


def test_articles_of_a_published_text_do_not_run_backwards(texts: list[str]) -> None:
    """Some files hold a decision before the law it amends, so a run may restart, but nearly all go up by one."""
    steps = {"up": 0, "other": 0}
    for text in texts:
        labels = [label for line in text.splitlines() if (label := article_label(line))]
        orders = [article_order(label[0]) for label in labels]
        for before, after in pairwise(orders):
            steps["up" if after in {(before[0] + 1, 0), (before[0], before[1] + 1)} else "other"] += 1
    assert steps["other"] < 0.005 * steps["up"]


def test_every_published_chapter_heading_is_split(texts: list[str]) -> None:
    lines = [
        line
        for text in texts
        for line in text.splitlines()
        if re.match(r"#{2,6}\s*第[一二三四五六七八九十]+[编章节]", line)
    ]
    assert len(lines) > 100
    assert all(split_heading(line) for line in lines)


def test_no_published_date_is_impossible(texts: list[str]) -> None:
    found = [each for text in texts for each in find_dates(text)]
    assert len(found) > 100
    assert all(each.possible for each in found)


def test_published_texts_are_simplified_and_fold_to_fewer_characters(texts: list[str]) -> None:
    long = [text for text in texts if len(text) > 1000]
    assert {script_of(text) for text in long} == {"zh-Hans"}
    assert all(len(fold_text(text)) < len(text) for text in long)


def test_every_citation_and_part_quotes_the_published_text(texts: list[str]) -> None:
    for text in texts:
        assert all(text[each.start : each.end] == each.raw for each in find_citations(text))
        assert all(text[unit.start : unit.end].strip() for unit in subdivide(text))
