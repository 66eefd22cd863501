"""Norms kept beside the corpus are read back as they were, and typed again when anything that decides changes."""

from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from gaps import norm_store
from gaps.ahead import judge_at_once, judge_in_turn
from gaps.kept_files import alone_at
from gaps.norm_store import are_kept, norms_cached
from gaps.norm_survey import survey_norms
from gaps.store import kept_places
from law.corpus import Corpus
from law.corpus_writing import writing
from tests.gaps.held import AT, ON, REPLY, hold, law, version

DUTIES = "工作人员不得泄露在检查中知悉的商业秘密。\n行政机关应当主动公开下列信息：\n（一）规章；\n（二）预算。"


def kept(home: Path) -> list[Path]:
    return sorted((home / "norms").glob("*"))


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("typed a second time")


def test_norms_read_back_are_those_that_were_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = [law("政府信息公开条例", version(REPLY, DUTIES)), law("地方条例", version(DUTIES), place="xs-lin")]
    with hold(tmp_path, *held) as corpus:
        typed = survey_norms(corpus, "xs", ON)
        assert len({one.norm.kind for one in typed}) > 2
        assert norms_cached(corpus, tmp_path, "xs", ON) == typed
        monkeypatch.setattr(norm_store, "survey_norms", refuse)
        again = norms_cached(corpus, tmp_path, "xs", ON)
        assert again == typed
        assert [repr(one) for one in again] == [repr(one) for one in typed]


def test_a_day_of_other_law_and_another_revision_are_typed_anew(tmp_path: Path) -> None:
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))) as corpus:
        before = norms_cached(corpus, tmp_path, "xs", ON)
        norms_cached(corpus, tmp_path, "xs", date(2019, 1, 1))
        assert len(kept(tmp_path)) == 2
        with writing(corpus, source="invented", at=AT) as writer:
            writer.add(law("保密条例", version(DUTIES)))
        assert len(norms_cached(corpus, tmp_path, "xs", ON)) > len(before)
        assert len(kept(tmp_path)) == 3


@pytest.mark.parametrize("content", ["{half", '{"instrument":"/gone","version":"x","article":0}\n'])
def test_a_file_of_norms_that_cannot_be_read_is_made_again(tmp_path: Path, content: str) -> None:
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))) as corpus:
        typed = norms_cached(corpus, tmp_path, "xs", ON)
        [file] = kept(tmp_path)
        file.write_text(content, encoding="utf-8")
        assert norms_cached(corpus, tmp_path, "xs", ON) == typed
        assert file.read_text(encoding="utf-8").count("\n") == len(typed)


def test_places_judged_in_turn_have_their_norms_typed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hold(tmp_path, law("政府信息公开条例", version(DUTIES))) as corpus:
        judge_in_turn(tmp_path, tmp_path, ["xs"], ON, stop=lambda: False)
        assert are_kept(corpus, tmp_path, "xs", ON)
        monkeypatch.setattr(norm_store, "survey_norms", refuse)
        assert norms_cached(corpus, tmp_path, "xs", ON) == survey_norms(corpus, "xs", ON) != ()


def test_places_judged_at_once_are_judged_and_their_norms_typed_in_one_go(tmp_path: Path) -> None:
    lower = law("地方条例", version(REPLY), place="xs-lin")
    with hold(tmp_path, law("政府信息公开条例", version(DUTIES)), lower) as corpus:
        judge_at_once(tmp_path, tmp_path, ["xs", "xs-lin", "xs+xs-lin"], ON, workers=2)
        assert all(are_kept(corpus, tmp_path, code, ON) for code in ("xs", "xs-lin"))
        assert sorted(kept_places(tmp_path)) == ["xs", "xs+xs-lin", "xs-lin"]


def test_a_request_waits_for_what_another_is_already_making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hold(tmp_path / "here", law("政府信息公开条例", version(REPLY))) as corpus:
        typed = norms_cached(corpus, tmp_path, "xs", ON)
        [file] = kept(tmp_path)
        made = file.replace(tmp_path / "made")
        monkeypatch.setattr(norm_store, "survey_norms", refuse)
        found: list[object] = []
        with alone_at(file):
            asking = Thread(target=lambda: found.append(norms_cached(corpus, tmp_path, "xs", ON)))
            asking.start()
            # Whole at once, as the program writes it: half a file would read as a place without norms.
            made.replace(file)
        asking.join()
        assert found == [typed]
        assert kept(tmp_path) == [file]


def test_an_empty_corpus_has_no_norms(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        assert norms_cached(corpus, tmp_path, "xs", ON) == norms_cached(corpus, tmp_path, "xs", ON) == ()
