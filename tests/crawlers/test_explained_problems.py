"""Every problem of the recordings and of the whole local collection is of a class that is explained, and counted."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from crawlers import lawrefbook
from crawlers.markdown_folder import Folder, documents
from law.instrument import Instrument
from tests.crawlers.recorded_answers import answers_in, read
from tests.crawlers.reviewed import AT

pytestmark = pytest.mark.shared

RECORDED: Final = {
    r"amendments not in force are left out": (1, "Canada prints amendments before they commence, apart from the text"),
    r"commencement: .*施行日期，由行政院定之": (4, "Taiwan: one article waits for the Executive Yuan to set its day"),
    r"the history gives .* as promulgation, after": (2, "Taiwan: the English text is older than its history"),
    r"Paragraph \S+ is prospective": (20, "United Kingdom: printed and not yet in force"),
    r"a wording of \S+ that ended on .* is the only one given": (
        20,
        "United Kingdom: the revision has no later wording",
    ),
    r"a wording of \S+ that ended on .* is left out": (
        40,
        "United Kingdom: the revision has a later wording beside it",
    ),
    r"no section between § 101\.2 and § 101\.4": (1, "United States: 3 CFR has no 101.3, as its structure says"),
}
"""What a problem says, how often it may, and why it is none of ours."""
COLLECTED: Final = {
    r"no clause of commencement and no supplementary provisions": (125, "files that were cut when they were collected"),
    r"neither the file's name nor its history states a day": (70, "228 files are named without a day"),
    r"the history tells of a later text than the file's name": (25, "files that were renewed under their old name"),
    r"no article between": (20, "articles that the file lacks: 山东省中医药条例 has no 第十三条"),
    r"printed within the paragraph before": (10, "articles that run on in one paragraph, and are parted"),
    r"the first article is .* the beginning is missing": (4, "files that begin in the middle"),
    r"the text cites its own article \d+, but ends with": (4, "files that were cut when they were collected"),
    r".* is printed as ": (5, "misprints of a number (第三十－条, 笫)"),
    r".* occurs more than once": (3, "two annexes that both count from 一、"),
}


def unexplained(problems: Iterable[str], known: dict[str, tuple[int, str]]) -> tuple[Counter[str], list[str]]:
    """How often each known class occurs, and the problems of none."""
    counts: Counter[str] = Counter()
    unknown = []
    for problem in problems:
        sign = next((sign for sign in known if re.match(sign, problem)), None)
        if sign is None:
            unknown.append(problem)
        else:
            counts[sign] += 1
    return counts, unknown


def assert_explained(problems: Iterable[str], known: dict[str, tuple[int, str]]) -> None:
    counts, unknown = unexplained(problems, known)
    for sign, count in counts.most_common():
        print(f"{count:5} of at most {known[sign][0]:4}  {sign}: {known[sign][1]}")  # noqa: T201 (the figures)
    assert not unknown, unknown[:20]
    assert {sign for sign, count in counts.items() if count > known[sign][0]} == set()


def test_every_problem_of_a_recording_is_explained(shared_dir: Path) -> None:
    laws = [law for answer in answers_in(shared_dir / "sources") for law in read(answer)]
    assert len(laws) >= 27
    assert_explained((p for law in laws for version in law.versions for p in version.problems), RECORDED)


def test_every_problem_of_the_local_collection_is_explained(shared_dir: Path) -> None:
    folder = shared_dir / "corpora" / "LawRefBook-Laws"
    collection = Folder(source="lawrefbook", path=folder, why_no_law=lawrefbook.why_no_law)
    laws = [
        d for d in documents(collection, partial(lawrefbook.parse_parts, at=AT), workers=2) if isinstance(d, Instrument)
    ]
    assert len(laws) == 3_406
    assert_explained((p for law in laws for version in law.versions for p in version.problems), COLLECTED)


ARTICLES: Final = {
    "个人信息保护法": 74,
    "数据安全法": 55,
    "政府信息公开条例": 56,
    "网络安全法": 79,
    "档案法": 53,
    "保守国家秘密法": 65,
}


@pytest.mark.parametrize("title", ARTICLES)
def test_a_law_of_the_local_collection_has_its_official_number_of_articles(title: str, shared_dir: Path) -> None:
    folder = shared_dir / "corpora" / "LawRefBook-Laws"
    path = max(
        path for path in folder.rglob(f"*{title}(*.md") if path.name.startswith((title, f"中华人民共和国{title}"))
    )
    version = lawrefbook.parse(path.read_bytes(), path.relative_to(folder).as_posix(), at=AT).versions[0]
    assert [p.id for p in version.provisions if p.id.startswith("art_")] == [
        f"art_{n + 1}" for n in range(ARTICLES[title])
    ]
