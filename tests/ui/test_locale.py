"""Three languages with the same words, all of them used, none hard-wired in a template."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from law.script import to_simplified
from ui.locale import LANGUAGES, UnknownWord, choose_language, words_in

UI = Path(__file__).resolve().parents[2] / "ui"
_GAP = re.compile(r"\{(\w+)[^}]*\}")
_LITERAL = re.compile(r"""(?:\bt|words)(?:\.counted|\.has)?\(\s*f?["']([\w.\-]+)["']\s*[,)]""")
_PREFIX = re.compile(r"""\(\s*["']([\w.\-]+\.)["']\s*~""")
_PREFIX_PYTHON = re.compile(r"""f["']([\w\-]+\.)\{""")
_INNER = re.compile(r"""["']([\w.\-]+)["']""")


def sources() -> Iterator[str]:
    others = (UI / "statements.py", UI / "alert_mail.py")
    for file in (*sorted((UI / "templates").glob("*.html")), *sorted(UI.glob("pages/*.py")), *others):
        yield file.read_text(encoding="utf-8")


def test_the_three_languages_have_the_same_keys() -> None:
    keys = {language: set(words_in(language).entries) for language in LANGUAGES}
    assert keys["zh-Hans"] ^ keys["en"] == set()
    assert keys["zh-Hant"] ^ keys["en"] == set()


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_every_text_has_the_same_gaps_in_every_language(language: str) -> None:
    for key, english in words_in("en").entries.items():
        assert set(_GAP.findall(words_in(language).entries[key])) == set(_GAP.findall(english)), key


def test_every_word_is_used_and_every_word_used_exists() -> None:
    source = "\n".join(sources())
    exact, prefixes = set(_LITERAL.findall(source)), {*_PREFIX.findall(source), *_PREFIX_PYTHON.findall(source)}
    counted = {
        f"{key}.{n}" for key in re.findall(r"""counted\(\s*["']([\w.]+)["']""", source) for n in ("one", "other")
    }
    keys = set(words_in("en").entries)
    strings = set(_INNER.findall(source))
    unused = {
        key
        for key in keys - exact - counted - strings
        if not any(key.startswith(prefix) for prefix in {*prefixes, "statement."})
    }
    assert unused == set()
    assert {key for key in exact if key not in keys and f"{key}.one" not in keys and "." in key} == set()


def test_no_template_has_words_of_its_own() -> None:
    for file in sorted((UI / "templates").glob("*.html")):
        text = file.read_text(encoding="utf-8")
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "\x00", text, flags=re.DOTALL)
        attributes = re.findall(r"(?:alt|title|placeholder|aria-label|value)=\"([^\"\x00]*)\"", bare)
        assert [a for a in attributes if re.search(r"[^\W\d_]", a) and a not in ("true", "any")] == [], file.name
        visible = re.sub(r"<[^>]*>", "\x00", bare)
        assert re.findall(r"[^\W\d_]+", visible) == [], file.name


def test_traditional_chinese_is_written_in_traditional_characters() -> None:
    quoted = {"switch.zh-Hans", "filters.exact_script", "help.staff.1"}
    simplified_only = set("个们语检签应标释导时过还这为说问题规条发门关开号间东无见")
    for key, text in words_in("zh-Hant").entries.items():
        if key not in quoted:
            assert not simplified_only & set(text), key


def test_traditional_chinese_is_not_a_conversion() -> None:
    hans, hant = words_in("zh-Hans").entries, words_in("zh-Hant").entries
    # The names of the checklist's concepts and reasons are a word or two, mostly the same in both.
    keys = [k for k in hans if not k.startswith(("statement.concept_words ", "statement.limit_words "))]
    own = [k for k in keys if k != "indent" and to_simplified(hant[k]) != to_simplified(hans[k])]
    assert len(own) > len(keys) / 4
    for mainland in ("信息公開與", "程序", "打印", "默認", "數據庫", "用戶", "軟件", "質量", "反饋"):
        assert not [k for k, text in hant.items() if mainland in text and not k.startswith("example.")], mainland


@pytest.mark.parametrize(
    ("asked", "accepted", "chosen"),
    [
        ("zh-Hant", "en", "zh-Hant"),
        ("fr", "zh-CN", "zh-Hans"),
        (None, "zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        (None, "zh-HK", "zh-Hant"),
        (None, "fr;q=1, en;q=0.3, zh-CN;q=0.8", "zh-Hans"),
        (None, "de, fr", "en"),
        (None, "en;q=junk, zh-Hant", "zh-Hant"),
        (None, None, "en"),
        (None, "," * 10_000, "en"),
    ],
)
def test_the_address_chooses_the_language_before_the_browser(asked: str, accepted: str, chosen: str) -> None:
    assert choose_language(asked, accepted) == chosen


def test_values_put_into_a_text_are_escaped() -> None:
    assert "&lt;b&gt;" in words_in("en")("search.results_for", query="<b>")
    assert words_in("en").counted("search.total", 1).startswith("1 provision ")
    assert words_in("en").counted("search.total", 1234).startswith("1,234 provisions ")


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(UnknownWord, match=r"en\.toml"):
        words_in("en")("no.such.key")
