"""Lists of legislation.gov.uk and the changes between acts."""

from datetime import date
from pathlib import Path

import pytest

from crawlers.uk_feeds import read_feed
from crawlers.unknown import UnknownMarkup
from tests.crawlers.reviewed import FIXTURES

FOLDER = FIXTURES / "uk_legislation"


def test_a_list_names_documents_the_total_and_the_next_page() -> None:
    page = read_feed((FOLDER / "list.feed.xml").read_bytes())
    assert [each.instrument for each in page.documents] == ["/akn/gb/act/ukpga/2019/99"]
    assert (page.total, page.next_page) == (21, "http://www.legislation.gov.uk/ukpga/2019/data.feed?page=2")


def test_a_change_tells_who_changed_what_and_since_when() -> None:
    change = read_feed((FOLDER / "changes.feed.xml").read_bytes()).amendments[0]
    assert (change.affected, change.affected_provisions) == ("/akn/gb/act/ukpga/2019/99", "s. 2")
    assert (change.affecting, change.affecting_provisions) == ("/akn/gb/act/uksi/2023/7", "reg. 3")
    assert (change.action, change.applied) == ("substituted", True)
    assert [each.day for each in change.commencements] == [date(2024, 1, 1), None]


def test_an_entry_with_something_new_is_not_passed_over() -> None:
    raw = (FOLDER / "list.feed.xml").read_text().replace("<updated>2024-05-04T10", "<novelty/><updated>2024-05-04T10")
    with pytest.raises(UnknownMarkup, match="novelty"):
        read_feed(raw.encode())


@pytest.mark.shared
def test_the_recorded_feeds_are_read_whole(shared_dir: Path) -> None:
    folder = shared_dir / "sources" / "uk_legislation"
    listed = read_feed((folder / "sample-atom-ukpga-2018.xml").read_bytes())
    assert (len(listed.documents), listed.total) == (20, 34)
    changes = read_feed((folder / "sample-dpa-2018-changes.feed.xml").read_bytes())
    assert (len(changes.amendments), changes.total) == (50, 2270)
    assert {each.affected for each in changes.amendments} == {"/akn/gb/act/ukpga/2018/12"}
    assert sum(each.applied for each in changes.amendments) == 45
