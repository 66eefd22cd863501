"""Matching of concepts in folded provisions, and the dialect of their patterns."""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaps.checklist import Checklist, load_checklist
from gaps.concepts import ConceptMatcher, match, pattern, tightest_window
from gaps.dialect import BadPattern, required_literals
from gaps.requirement import Language, Requirement, Sample
from law.script import fold_text

LAW_BOOK = "corpora/LawRefBook-Laws"
ARTICLE = re.compile(r"^(第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[\s\u3000]*(.*)$")
CHECKLIST = load_checklist()


def requirement(requirement_id: str) -> Requirement:
    return CHECKLIST.requirement(requirement_id)


def is_whole(needed: Requirement, text: str, language: Language = "zh") -> bool:
    hits = match(needed, fold_text(text), language)
    return hits is not None and not hits.missing and not hits.excluded and not hits.limits


CATALOGUE = "本市建立全市统一的公共数据目录管理体系。有关机构收集和产生的数据，应当纳入公共数据目录。"


def test_every_needed_group_has_its_spans() -> None:
    folded = fold_text(CATALOGUE)
    hits = match(requirement("CAT-01"), folded, "zh")
    assert hits is not None
    assert set(hits.spans) == {"data resources and catalogue", "catalogue required", "one for all agencies"}
    assert [folded[s:e] for s, e in hits.spans["catalogue required"]] == ["建立", "纳入"]
    start, end = hits.tightest
    assert "公共数据目录" in folded[start:end]
    assert hits.sentences == 1


def test_a_provision_that_lacks_one_group_does_not_match() -> None:
    assert match(requirement("CAT-01"), fold_text("本市建立公共数据平台，统一管理。"), "zh") is None
    assert match(requirement("CAT-01"), "", "zh") is None


def test_a_completing_group_that_is_missing_is_told() -> None:
    own_only = "各部门应当编制本部门政务信息资源目录。"
    hits = match(requirement("CAT-01"), fold_text(own_only), "zh")
    assert hits is not None
    assert hits.missing == ("one for all agencies",)


def test_traditional_and_simplified_texts_match_alike() -> None:
    assert is_whole(requirement("CAT-01"), "本市建立全市統一的公共數據目錄管理體系。")
    taiwan = "政府機關應於受理申請提供政府資訊之日起十五日內，為准駁之決定；必要時，得予延長，延長之期間不得逾十五日。"
    assert is_whole(requirement("DIS-08"), taiwan)


def test_english_texts_match_by_their_own_groups() -> None:
    access = "Every public authority publishes its records and its publication scheme."
    assert match(requirement("DIS-07"), fold_text(access), "en") is None
    whole = (
        "Any person making a request for information to a public authority has a right to have the information held."
    )
    assert match(requirement("DIS-07"), fold_text(whole), "en") is not None


def test_words_that_exclude_or_limit_are_told_with_their_reason() -> None:
    village = "村民委员会应当实行村务公开，政府信息以公开为原则。"
    hits = match(requirement("DIS-01"), fold_text(village), "zh")
    assert hits is not None
    assert hits.excluded == ("openness of a company or a village to its own members",)


def test_groups_in_distant_sentences_do_not_count_where_nearness_is_asked() -> None:
    near = _with_nearness(requirement("CAT-01"))
    far = "部门应当编制计划。" + "本条没有别的意思。" * 3 + "公共数据按照目录管理。"
    assert match(requirement("CAT-01"), fold_text(far), "zh") is not None
    assert match(near, fold_text(far), "zh") is None
    assert match(near, fold_text(CATALOGUE), "zh") is not None


def _with_nearness(base: Requirement) -> Requirement:
    return replace(base, same_sentence=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_look_never_loses_a_match(language: Language) -> None:
    matcher = ConceptMatcher(CHECKLIST, language)
    for text in _texts(language):
        folded = fold_text(text)
        plain = [r.id for r in CHECKLIST.requirements if match(r, folded, language)]
        assert [hits.requirement for hits in matcher.scan(folded)] == plain


WORDS: Mapping[str, list[str]] = MappingProxyType(
    {
        "zh": [
            *["公共数据", "目录", "编制", "应当", "政府信息", "公开", "不予公开", "个人信息", "同意", "处理", "共享"],
            *["不得", "平台", "统一", "国家秘密", "商业秘密", "个人隐私", "答复", "十五日内", "申请", "，", "。", "；"],
        ],
        "en": [
            *["request", "public authority", "records", "personal data", "consent", "process", "within 30 days"],
            *["shall", "disclose", "reply", "exempt", "publish", "fees", "security", ". "],
        ],
    }
)


def _texts(language: Language) -> Iterator[str]:
    drawn: list[str] = []

    @given(st.lists(st.sampled_from(WORDS[language]), max_size=25))
    def draw(words: list[str]) -> None:
        drawn.append(("" if language == "zh" else " ").join(words))

    draw()
    assert len(drawn) > 50
    yield from drawn


spans = st.tuples(st.integers(0, 60), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))
columns = st.lists(st.lists(spans, min_size=1, max_size=5).map(tuple), min_size=1, max_size=4)


@given(columns)
def test_the_tightest_window_is_the_shortest_of_all_choices(held: list[tuple[tuple[int, int], ...]]) -> None:
    shortest = min(max(e for _, e in choice) - min(s for s, _ in choice) for choice in product(*held))
    start, end = tightest_window(held)
    assert end - start == shortest


@pytest.mark.parametrize(
    "bad",
    [
        "公开*",
        "公开+",
        "(公开){2,3}",
        "公.{0,500}开",
        "(公开",
        "公开)",
        "公[开",
        "a\\1",
        "(?=公开)",
        "{2}公开",
        "(?P<a>b)",
    ],
)
def test_a_pattern_outside_the_dialect_is_refused(bad: str) -> None:
    with pytest.raises(BadPattern):
        required_literals(bad)


@pytest.mark.parametrize(
    ("expression", "literals"),
    [
        ("公开", {"公开"}),
        ("公开|公布", {"公开", "公布"}),
        ("(政府|政务)信息公开", {"信息公开"}),
        ("申请.{0,8}(政府)?信息", {"申请", "信息"}),
        ("favou?r of", {"favo", "r of"}),
        (r"\bfees?\b", {"fee"}),
        ("政务信息(?!化)", {"政务信息"}),
        ("公开|.{0,3}", None),
        ("[公开]", None),
    ],
)
def test_the_literals_that_a_pattern_needs(expression: str, literals: set[str] | None) -> None:
    found = required_literals(expression)
    assert (found is None) == (literals is None)
    assert not found or found <= (literals or set())


def _all_patterns(checklist: Checklist) -> Iterator[str]:
    for held in checklist.requirements:
        yield from (group.pattern for groups in held.groups.values() for group in groups)
        for signals in (*held.scope_limits.values(), *held.excludes.values()):
            yield from (signal.pattern for signal in signals)


def test_no_pattern_is_slow_on_a_hostile_text() -> None:
    slow = []
    for expression in set(_all_patterns(CHECKLIST)):
        for unit in ("第", "应当", "部门负责", "公开共享"):
            text = (unit * 20_000)[:20_000]
            start = time.process_time()
            sum(1 for _ in pattern(expression).finditer(text))
            if time.process_time() - start > 0.5:
                slow.append((expression, unit))
    assert slow == []


def test_a_megabyte_of_one_word_is_scanned_in_a_second() -> None:
    matcher = ConceptMatcher(CHECKLIST, "zh")
    start = time.process_time()
    assert list(matcher.scan("第" * 1_000_000)) == []
    assert time.process_time() - start < 1


@pytest.fixture(scope="module")
def articles(shared_dir: Path) -> Mapping[tuple[str, str], list[str]]:
    """Texts of the articles by bare title and number."""
    wanted = {_bare(s.title) for r in CHECKLIST.requirements for s in (r.example, r.near_miss)}
    found: dict[tuple[str, str], list[str]] = {}
    for file in sorted((shared_dir / LAW_BOOK).rglob("*.md")):
        title = _bare(re.sub(r"[（(]\d{4}-\d{2}-\d{2}[)）]$", "", file.stem))
        if title in wanted:
            for number, text in _read(file):
                found.setdefault((title, number), []).append(text)
    return found


def _bare(title: str) -> str:
    return re.sub(r"[《》〈〉（）()]|中华人民共和国", "", title)


def _read(file: Path) -> list[tuple[str, str]]:
    read: list[tuple[str, str]] = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        if begins := ARTICLE.match(line.strip()):
            read.append((begins[1], begins[2]))
        elif read and not line.startswith("#"):
            read[-1] = (read[-1][0], read[-1][1] + "\n" + line.strip())
    return read


def _published(articles: Mapping[tuple[str, str], list[str]], sample: Sample) -> str:
    held = articles.get((_bare(sample.title), sample.article), [])
    with_phrase = [text for text in held if sample.phrase in text.replace("\n", "")]
    assert with_phrase, f"{sample.title} {sample.article} does not say {sample.phrase}"
    return with_phrase[-1]


@pytest.mark.shared
@pytest.mark.parametrize("held", CHECKLIST.requirements, ids=lambda r: r.id)
def test_an_example_shows_every_concept_of_its_requirement(
    articles: Mapping[tuple[str, str], list[str]], held: Requirement
) -> None:
    assert is_whole(held, _published(articles, held.example))
    home = held.home.get("zh")
    assert home is None or pattern(home).search(fold_text(held.example.title))


@pytest.mark.shared
@pytest.mark.parametrize("held", CHECKLIST.requirements, ids=lambda r: r.id)
def test_a_near_miss_never_counts_as_covered(articles: Mapping[tuple[str, str], list[str]], held: Requirement) -> None:
    text = _published(articles, held.near_miss)
    home = held.home.get("zh")
    elsewhere = home is not None and not pattern(home).search(fold_text(held.near_miss.title))
    purpose = pattern(CHECKLIST.vocabulary.purpose["zh"]).search(fold_text(text)) is not None
    assert elsewhere or purpose or not is_whole(held, text)
