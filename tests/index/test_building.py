"""Building an index: in one step, once for each revision, by one process, and never half."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.build import build_index, verify_index
from index.generation import IndexBusy, current, index_folder, only_builder
from index.records import IndexUnavailable, SearchRequest
from index.search import open_searcher
from law.corpus import Corpus
from law.corpus_writing import writing
from tests.index.small_corpus import AT, corpus_of, found, indexed, instrument, small_corpus, version

ROOT = Path(__file__).resolve().parents[2]


def add(corpus: Corpus, title: str, text: str) -> None:
    with writing(corpus, source="later", at=AT) as writer:
        writer.add(instrument(title, version("2024-01-01", text, source="later", source_ref=title)))


def test_an_index_that_is_current_is_left_alone(home: Path) -> None:
    corpus = corpus_of(home, small_corpus())
    first, second = build_index(corpus, home), build_index(corpus, home)
    assert (first.built, second.built) == (True, False)
    assert (first.instruments, first.versions, first.provisions) == (6, 7, 17)
    assert build_index(corpus, home, rebuild=True).built


def test_progress_is_told_to_the_end(home: Path) -> None:
    told: list[tuple[int, int]] = []
    build_index(corpus_of(home, small_corpus()), home, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (7, 7)


def test_an_empty_corpus_gives_an_index_that_finds_nothing(home: Path) -> None:
    searcher = indexed(home, [])
    result = searcher.search(SearchRequest(query="个人信息"))
    assert (result.total, result.hits, result.facets["kind"]) == (0, (), ())


def test_only_primary_texts_are_indexed(home: Path) -> None:
    twice = [
        instrument("某法", version("2001-01-01", "应当公开。", source="alpha")),
        instrument("某法", version("2001-01-01", "應當公開。", source="beta")),
    ]
    assert found(indexed(home, twice), "应当公开") == ["某法#art_1"]


def test_a_searcher_notices_a_new_index_by_itself(home: Path) -> None:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)
    searcher = open_searcher(corpus, home)
    assert found(searcher, "海豚") == []
    add(corpus, "海豚法", "国家实行海豚保护。")
    build_index(corpus, home)
    assert found(searcher, "海豚")[0] == "海豚法#art_1"
    assert searcher.revision == corpus.revision()


def test_searches_go_on_while_the_index_is_replaced(home: Path) -> None:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)
    searcher = open_searcher(corpus, home)
    over = threading.Event()

    def search_on() -> int:
        answered = 0
        while not over.is_set() or not answered:
            assert "个人信息保护法#art_3" in found(searcher, "敏感个人信息")
            answered += 1
        return answered

    with ThreadPoolExecutor(3) as pool:
        going_on = [pool.submit(search_on) for _ in range(3)]
        for _ in range(5):
            build_index(corpus, home, rebuild=True)
        over.set()
        assert all(each.result() for each in going_on)


def test_an_index_older_than_the_corpus_still_answers_with_its_own_texts(home: Path) -> None:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)
    add(corpus, "海豚法", "国家实行海豚保护。")
    searcher = open_searcher(corpus, home)
    assert "个人信息保护法#art_3" in found(searcher, "敏感个人信息")
    assert any("run `lexgap index`" in problem for problem in verify_index(corpus, home))


def test_the_same_corpus_gives_the_same_ranking(tmp_path: Path) -> None:
    one, two = indexed(tmp_path / "one"), indexed(tmp_path / "two")
    for query in ("公开", "个人信息 同意", "access"):
        first, second = (s.search(SearchRequest(query=query, k=50)) for s in (one, two))
        assert [(h.instrument, h.provision_id, h.score) for h in first.hits] == [
            (h.instrument, h.provision_id, h.score) for h in second.hits
        ]


def test_no_index_yet_names_the_command(home: Path) -> None:
    corpus = corpus_of(home, small_corpus())
    with pytest.raises(IndexUnavailable, match="run `lexgap index`"):
        open_searcher(corpus, home)
    assert "run `lexgap index`" in verify_index(corpus, home)[0]


def test_an_index_agrees_with_its_corpus(home: Path) -> None:
    indexed(home)
    assert verify_index(Corpus.open(home), home) == []


def files_in(home: Path) -> list[Path]:
    folder = current(home)
    assert folder is not None
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock" and p.stat().st_size)


@pytest.mark.parametrize("damage", ["cut", "flip", "remove", "empty"])
def test_any_damaged_file_is_noticed_and_the_rebuild_repairs_it(home: Path, damage: str) -> None:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)
    for number in range(len(files_in(home))):
        _damage(files_in(home)[number], damage)
        with pytest.raises(IndexUnavailable, match="lexgap index"):
            open_searcher(corpus, home)
        assert "lexgap index" in verify_index(corpus, home)[0]
        build_index(corpus, home, rebuild=True)
        assert found(open_searcher(corpus, home), "敏感个人信息")


def _damage(path: Path, damage: str) -> None:
    content = bytearray(path.read_bytes())
    if damage == "remove":
        path.unlink()
        return
    if damage == "flip":
        content[len(content) // 2] ^= 0xFF
    path.write_bytes(b"" if damage == "empty" else bytes(content[: len(content) // 2] if damage == "cut" else content))


@pytest.mark.parametrize("content", [b"", b"g-nowhere", b"../../..", b"\xff\xfe\x00", b"{}"])
def test_a_damaged_pointer_is_explained(home: Path, content: bytes) -> None:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)
    (index_folder(home) / "CURRENT").write_bytes(content)
    with pytest.raises(IndexUnavailable, match="lexgap index"):
        open_searcher(corpus, home)


def test_an_index_of_another_format_is_refused_and_built_anew(home: Path) -> None:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)
    folder = current(home)
    assert folder is not None
    manifest = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": "0.0"}))
    with pytest.raises(IndexUnavailable, match=r"layout 0\.0.*run `lexgap index`"):
        open_searcher(corpus, home)
    assert build_index(corpus, home).built


def test_a_second_builder_is_refused_and_told_who_builds(home: Path) -> None:
    corpus = corpus_of(home, small_corpus())
    script = """
        import sys, time
        from pathlib import Path
        from index.generation import only_builder
        with only_builder(Path(sys.argv[1])):
            print("holding", flush=True)
            time.sleep(60)
    """
    with _python(script, home) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holding\n"
        with pytest.raises(IndexBusy, match=f"process {other.pid} is building"):
            build_index(corpus, home)
        other.kill()
        other.wait()
        assert build_index(corpus, home).built


def test_the_lock_is_free_again_after_an_error(home: Path) -> None:
    def fail() -> None:
        with only_builder(home):
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        fail()
    with only_builder(home):
        assert index_folder(home).is_dir()


def test_a_failed_build_leaves_the_former_index(home: Path) -> None:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)

    def fail(done: int, total: int) -> None:
        if done == max(1, total // 2):
            raise OSError(28, "No space left on device")

    add(corpus, "海豚法", "国家实行海豚保护。")
    with pytest.raises(OSError, match=r"No space.*run `lexgap index` again; the former index is untouched"):
        build_index(corpus, home, progress=fail)
    assert len(list(index_folder(home).glob("g-*"))) == 1
    assert "个人信息保护法#art_3" in found(open_searcher(corpus, home), "敏感个人信息")
    assert build_index(corpus, home).built
    assert len(list(index_folder(home).glob("g-*"))) == 1


@pytest.mark.parametrize("after", range(1, 9))
def test_a_kill_at_any_time_leaves_a_usable_index(home: Path, after: int) -> None:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)
    script = """
        import sys, time
        from pathlib import Path
        from index.build import build_index
        from law.corpus import Corpus
        home = Path(sys.argv[1])
        with Corpus.open(home) as corpus:
            print("ready", flush=True)
            while True:
                build_index(corpus, home, rebuild=True)
    """
    with _python(script, home) as builder:
        assert builder.stdout is not None
        assert builder.stdout.readline() == "ready\n"
        time.sleep(after * 0.037)
        os.kill(builder.pid, signal.SIGKILL)
        builder.wait()
    assert found(open_searcher(corpus, home), "敏感个人信息")
    assert verify_index(corpus, home) == []
    build_index(corpus, home, rebuild=True)
    assert len(list(index_folder(home).glob("g-*"))) == 1


def _python(script: str, home: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
