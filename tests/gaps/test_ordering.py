"""Which quotes of a cell stand first."""

from pathlib import Path

from law.instrument import Instrument
from tests.gaps.held import judged, law, version

GENERAL, OTHER = "政府信息公开条例", "政府信息公开办法"
PLAIN = "行政机关应当自收到政府信息公开申请之日起二十个工作日内予以答复；延长答复期限的，最长不得超过二十个工作日。"
HALF = "行政机关应当自收到政府信息公开申请之日起二十个工作日内予以答复。"
FREE = "行政机关依申请提供政府信息，不收取费用。"
BETWEEN = "申请内容不明确的应当给予指导和释明并一次性告知申请人作出补正，" * 4
LOOSE = PLAIN.replace("延长答复期限的，", BETWEEN + "延长答复期限的，")


def quoted(home: Path, *laws: Instrument) -> list[tuple[str, str]]:
    return [(quote.title, quote.label) for quote in judged(home, "DIS-08", laws).evidence]


def test_a_plain_rule_comes_before_a_loose_one_whose_instrument_answers_one_requirement_more(tmp_path: Path) -> None:
    much, little = law(GENERAL, version(LOOSE, FREE)), law(OTHER, version(PLAIN))
    assert quoted(tmp_path, much, little) == [(OTHER, "第一条"), (GENERAL, "第一条")]


def test_of_two_that_say_it_as_plainly_the_instrument_that_answers_more_comes_first(tmp_path: Path) -> None:
    much, little = law(OTHER, version(FREE, PLAIN)), law(GENERAL, version(PLAIN))
    assert quoted(tmp_path / "one", much, little) == [(OTHER, "第二条"), (GENERAL, "第一条")]
    much, little = law(GENERAL, version(FREE, PLAIN)), law(OTHER, version(PLAIN))
    assert quoted(tmp_path / "other", much, little) == [(GENERAL, "第二条"), (OTHER, "第一条")]


def test_the_third_quote_is_of_another_instrument_where_one_shows_as_much(tmp_path: Path) -> None:
    laws = law(GENERAL, version(PLAIN, PLAIN, PLAIN)), law(OTHER, version(LOOSE))
    first = [(GENERAL, "第一条"), (GENERAL, "第二条")]
    assert quoted(tmp_path, *laws) == [*first, (OTHER, "第一条"), (GENERAL, "第三条")]


def test_what_shows_less_does_not_come_before_what_shows_all(tmp_path: Path) -> None:
    laws = law(GENERAL, version(PLAIN, PLAIN, PLAIN)), law(OTHER, version(HALF))
    assert quoted(tmp_path, *laws)[-1] == (OTHER, "第一条")
    assert len(quoted(tmp_path, *laws)) == 4
