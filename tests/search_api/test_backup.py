"""Backup and restore: what comes back is what was there, a bad archive changes nothing, a kill leaves old or new."""

import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from gaps.review_journal import Journal, check_chain
from gaps.review_records import Act, Action
from index.vectors import VectorFile, packed, text_key, writing_vectors
from law.corpus import Corpus
from law.corpus_writing import writing
from search_api.accounts.desk import AccountDesk
from search_api.accounts.keys import ApiKeys
from search_api.accounts.records import Role, SignInRefused
from search_api.alerts.desk import AlertDesk
from search_api.alerts.records import Every, Watch
from search_api.backup.finishing import finish_restoring
from search_api.backup.reading import BadArchive
from search_api.backup.records import DECLARATIONS, MANIFEST, BackupRefused
from search_api.backup.restoring import restore_backup
from search_api.backup.writing import Made, write_backup
from tests.search_api.conftest import AT, law, text

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = "a sentence that nobody knows"
SNAPSHOT = b"\x1f\x8b an answer as it came"


def grow(home: Path, number: int) -> None:
    """A law and an act of review more."""
    with Corpus.open(home) as corpus, writing(corpus, source="invented", at=AT) as writer:
        writer.add(law(f"第{number:02}条例", text(date(2020, 1, number), f"第{number}号规定。")))
    act = Act(who="Ann", action=Action.REVIEWER, content={"name": f"Ben {number}", "role": "signer"})
    Journal(home).append(act, at=NOW, seen=0)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    grow(home, 1)
    AccountDesk(home=home, clock=lambda: NOW).add("lin", Role.REVIEWER, password=SENTENCE)
    alerts = home / "alerts" / "alerts.sqlite"
    alerts.parent.mkdir(mode=0o700)
    asks = {"query": "公开"}
    AlertDesk(file=alerts).add("news", Watch.SEARCH, asks, to="mailto:a@law.example", every=Every.DAILY, revision=1)
    snapshots = home / "snapshots" / "invented"
    snapshots.mkdir(parents=True)
    (snapshots / "20260101T000000000000Z.warc.gz").write_bytes(SNAPSHOT)
    (snapshots / "20260102T000000000000Z.warc.gz").write_bytes(b"")
    (home / DECLARATIONS).write_text("declared: []", encoding="utf-8")
    (home / "index").mkdir()
    (home / "index" / "CURRENT").write_text("of the corpus that is here")
    return home


def backed_up(home: Path, file: Path, **choice: bool) -> Made:
    with Corpus.open(home) as corpus:
        return write_backup(home, file, now=NOW, corpus=corpus, **choice)


def titles(home: Path) -> list[str]:
    with Corpus.open(home) as corpus:
        return [instrument.title for instrument in corpus.instruments()]


def everything(home: Path) -> dict[str, bytes]:
    return {str(p.relative_to(home)): p.read_bytes() for p in sorted(home.rglob("*")) if p.is_file()}


def test_what_comes_back_elsewhere_is_what_was_there(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "all.backup")
    done = restore_backup(tmp_path / "new", made.file, now=NOW, sha256=made.sha256)
    assert done.replaced is None
    new = tmp_path / "new"
    assert titles(new) == titles(home)
    assert Journal(new).entries() == Journal(home).entries()
    assert [saved.name for saved in AlertDesk(file=new / "alerts" / "alerts.sqlite").all()] == ["news"]
    assert (new / "snapshots" / "invented" / "20260101T000000000000Z.warc.gz").read_bytes() == SNAPSHOT
    assert AccountDesk(home=new, clock=lambda: NOW).sign_in("lin", SENTENCE, address="192.0.2.7")
    assert not (new / "index").exists()


def test_an_archive_and_the_secrets_in_it_are_for_their_owner_alone(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "all.backup")
    restore_backup(tmp_path / "new", made.file, now=NOW)
    secret = ("accounts/accounts.sqlite", "alerts/alerts.sqlite", "accounts", "alerts")
    for path in (made.file, *(tmp_path / "new" / name for name in secret)):
        assert path.stat().st_mode & 0o077 == 0, path


def test_nobody_is_signed_in_by_an_old_copy(home: Path, tmp_path: Path) -> None:
    desk = AccountDesk(home=home, clock=lambda: NOW)
    token = desk.sign_in("lin", SENTENCE, address="192.0.2.7").token
    made = backed_up(home, tmp_path / "all.backup")
    restore_backup(tmp_path / "new", made.file, now=NOW)
    assert desk.session(token) is not None
    assert AccountDesk(home=tmp_path / "new", clock=lambda: NOW).session(token) is None
    with pytest.raises(SignInRefused):
        AccountDesk(home=tmp_path / "new", clock=lambda: NOW).sign_in("lin", "another one altogether", address="::1")


def test_no_key_that_was_revoked_comes_back_with_an_old_copy(home: Path, tmp_path: Path) -> None:
    desk = AccountDesk(home=home, clock=lambda: NOW)
    ApiKeys(file=desk.file, clock=lambda: NOW).add(desk.account("lin"), "job")
    made = backed_up(home, tmp_path / "all.backup")
    restore_backup(tmp_path / "new", made.file, now=NOW)
    new = AccountDesk(home=tmp_path / "new", clock=lambda: NOW)
    assert [account.name for account in new.accounts()] == ["lin"]
    assert ApiKeys(file=new.file, clock=lambda: NOW).of() == ()


def test_a_backup_holds_what_is_committed_and_nothing_of_what_is_being_written(home: Path, tmp_path: Path) -> None:
    grow(home, 2)
    with Corpus.open(home), closing(sqlite3.connect(home / "corpus.sqlite")) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM provision")
        made = backed_up(home, tmp_path / "all.backup")
        writer.rollback()
    restore_backup(tmp_path / "new", made.file, now=NOW)
    assert titles(tmp_path / "new") == ["第01条例", "第02条例"]
    assert made.manifest.revision == 2
    with Corpus.open(tmp_path / "new") as corpus:
        assert all(corpus.provisions(version) for held in corpus.instruments() for version in held.versions)


def test_reviews_never_rest_on_a_text_that_the_copy_has_not(home: Path, tmp_path: Path) -> None:
    """The service goes on writing while the backup is made: a law, then an act of review on it, again and again."""
    script = (
        "import sys; from pathlib import Path; from tests.search_api.test_backup import grow\n"
        "for number in range(2, 29): grow(Path(sys.argv[1]), number); print(number, flush=True)"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen([sys.executable, "-c", script, home], cwd=root, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        for number in range(3):
            made = backed_up(home, tmp_path / f"{number}.backup")
            new = tmp_path / f"new {number}"
            restore_backup(new, made.file, now=NOW)
            entries = Journal(new).entries()
            check_chain(entries)
            assert len(titles(new)) >= len(entries) >= 1
        writer.kill()


def test_what_is_there_is_neither_overwritten_nor_deleted(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "all.backup")
    grow(home, 2)
    before = everything(home)
    with pytest.raises(BackupRefused, match="not empty"):
        restore_backup(home, made.file, now=NOW)
    assert everything(home) == before
    done = restore_backup(home, made.file, now=NOW, replace=True)
    assert titles(home) == ["第01条例"]
    assert done.replaced is not None
    assert titles(done.replaced) == ["第01条例", "第02条例"]
    assert not (home / "index").exists()
    with pytest.raises(BackupRefused, match="there already"):
        backed_up(home, made.file)


def test_an_archive_that_is_cut_off_anywhere_changes_nothing(home: Path, tmp_path: Path) -> None:
    whole = backed_up(home, tmp_path / "all.backup").file.read_bytes()
    before = everything(home)
    cut = tmp_path / "cut.backup"
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 30, len(whole) - 1):
        cut.write_bytes(whole[:length])
        with pytest.raises(BadArchive):
            restore_backup(home, cut, now=NOW, replace=True)
    assert everything(home) == before


def test_no_altered_byte_gets_into_a_restore(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "all.backup")
    whole, altered = made.file.read_bytes(), tmp_path / "altered.backup"
    restore_backup(tmp_path / "right", made.file, now=NOW)
    right = everything(tmp_path / "right")
    refused = 0
    for number, at in enumerate(range(7, len(whole), len(whole) // 60)):
        altered.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        new = tmp_path / f"new {number}"
        try:
            restore_backup(new, altered, now=NOW)
        except BadArchive:
            refused += 1
            assert set(everything(new)) <= {"corpus.lock"}
        else:  # a byte that means nothing, such as the day of an entry
            assert everything(new) == right
        with pytest.raises(BadArchive, match="hash"):
            restore_backup(new, altered, now=NOW, sha256=made.sha256)
    assert refused > 50


def test_an_archive_whose_directory_is_said_to_be_elsewhere_is_refused(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "all.backup")
    whole = made.file.read_bytes()
    # The end of a ZIP file: where its directory begins (4 bytes), then the length of a comment (2 bytes).
    begins = int.from_bytes(whole[-6:-2], "little") + 1_000_000
    altered = tmp_path / "altered.backup"
    altered.write_bytes(whole[:-6] + begins.to_bytes(4, "little") + whole[-2:])
    with pytest.raises(BadArchive):
        restore_backup(tmp_path / "new", altered, now=NOW)


@pytest.mark.parametrize("name", ["../evil", "/evil", "reviews/../../evil", "models/model.onnx", "corpus.sqlite/x"])
def test_no_archive_writes_outside_its_place(home: Path, tmp_path: Path, name: str) -> None:
    made = backed_up(home, tmp_path / "all.backup")
    for told in (True, False):
        bad = with_entry(made.file, tmp_path / f"bad {told}.backup", name, told=told)
        with pytest.raises(BadArchive):
            restore_backup(tmp_path / "in" / "new", bad, now=NOW)
    assert not list(tmp_path.rglob("evil"))
    assert set(everything(tmp_path / "in" / "new")) <= {"corpus.lock"}


def with_entry(archive: Path, to: Path, name: str, *, told: bool, content: bytes = b"evil") -> Path:
    """A copy of an archive with one entry more, ``told`` in its manifest or not."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(to, "w") as new:
        manifest = json.loads(old.read(MANIFEST))
        if told:
            digest = "c4f7bd2a3ad1a4b1e6bc71ed1f4bd9fe5f31ea2bf7ab1c8c1a1d0d6c1f4f0f0f"
            manifest["files"].append({"name": name, "size": len(content), "sha256": digest})
        for entry in old.namelist():
            new.writestr(entry, json.dumps(manifest) if entry == MANIFEST else old.read(entry))
        new.writestr(name, content)
    return to


def test_no_more_is_unpacked_than_was_said(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "all.backup")
    bomb = tmp_path / "bomb.backup"
    with zipfile.ZipFile(made.file) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, bytes(300_000_000) if entry == "corpus.sqlite" else old.read(entry))
    with pytest.raises(BadArchive, match="size or hash"):
        restore_backup(tmp_path / "new", bomb, now=NOW)


def test_a_damaged_database_is_refused_though_the_archive_is_whole(home: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home / "reviews" / "journal.sqlite", isolation_level=None)) as journal:
        journal.execute("DROP TRIGGER entry_stays")
        journal.execute("UPDATE entry SET record = replace(record, 'Ben', 'Eve')")
    made = backed_up(home, tmp_path / "all.backup")
    with pytest.raises(Exception, match="was changed"):
        restore_backup(tmp_path / "new", made.file, now=NOW)
    assert set(everything(tmp_path / "new")) <= {"corpus.lock"}


def test_nothing_is_restored_under_somebody_who_writes(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "all.backup")
    with FileLock(home / "corpus.lock"), pytest.raises(BackupRefused, match="is writing"):
        restore_backup(home, made.file, now=NOW, replace=True)


def test_a_restore_that_is_killed_anywhere_leaves_the_old_or_the_new(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "all.backup")
    grow(home, 2)
    outcomes = [titles(killed) for killed in killed_at_each_rename(home, made.file, tmp_path)]
    assert len(outcomes) > 8
    assert outcomes[0] == ["第01条例", "第02条例"]
    assert all(each == ["第01条例"] for each in outcomes[1:])


def killed_at_each_rename(home: Path, archive: Path, tmp_path: Path) -> Iterator[Path]:
    """Homes in which a restore was killed before its first, second … rename, and that were then opened again."""
    script = """
import os, shutil, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from search_api.backup.restoring import restore_backup
home, archive, target = map(Path, sys.argv[1:])
number, killed = 0, True
while killed:
    number += 1
    copy = target / f"killed {number:02}"
    shutil.copytree(home, copy)
    if (child := os.fork()) == 0:
        left = [number]
        def kill(event, args):
            if event == "os.rename":
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(kill)
        restore_backup(copy, archive, now=datetime(2026, 1, 2, tzinfo=UTC), replace=True)
        os._exit(0)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
"""
    words = [sys.executable, "-c", script, str(home), str(archive), str(tmp_path)]
    subprocess.run(words, cwd=Path(__file__).resolve().parents[2], check=True)
    for copy in sorted(tmp_path.glob("killed *")):
        finish_restoring(copy)
        assert not [name for name in (".restore-ready", ".restore-moving") if (copy / name).exists()]
        yield copy


def test_a_backup_that_is_killed_leaves_the_one_before(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "all.backup")
    script = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from law.corpus import Corpus
from search_api.backup.writing import write_backup
sys.addaudithook(lambda event, args: os.kill(os.getpid(), 9) if event == "os.rename" else None)
with Corpus.open(Path(sys.argv[1])) as corpus:
    home, file = map(Path, sys.argv[1:])
    write_backup(home, file, now=datetime(2026, 1, 2, tzinfo=UTC), corpus=corpus, replace=True)
"""
    before = made.file.read_bytes()
    grow(home, 2)
    words = [sys.executable, "-c", script, str(home), str(made.file)]
    assert subprocess.run(words, cwd=Path(__file__).resolve().parents[2], check=False).returncode == -9
    assert made.file.read_bytes() == before
    assert backed_up(home, made.file, replace=True).manifest.revision == 2


def test_vectors_come_along_where_asked_for_and_only_those_that_count(home: Path, tmp_path: Path) -> None:
    folder = home / "vectors" / "a-model"
    keys = [text_key("a model", "甲"), text_key("a model", "乙")]
    with writing_vectors(folder, model_id="a model", dimensions=4) as writer:
        writer.append(keys, np.eye(2, 4, dtype=np.float32))
    with (folder / "vectors.f16").open("ab") as file:
        file.write(b"what a write under way has left")
    plain, full = backed_up(home, tmp_path / "a.backup"), backed_up(home, tmp_path / "b.backup", vectors=True)
    assert "vectors" in plain.manifest.left_out
    restore_backup(tmp_path / "new", full.file, now=NOW)
    held = VectorFile.open(tmp_path / "new" / "vectors" / "a-model", model_id="a model", dimensions=4)
    held.verify()
    assert list(held.lookup(packed(keys))) == [0, 1]
    assert (tmp_path / "new" / "vectors" / "a-model" / "vectors.f16").stat().st_size == 2 * 4 * 2


def test_vectors_stay_where_a_backup_without_them_is_restored(home: Path, tmp_path: Path) -> None:
    """They belong to the words themselves, not to a corpus."""
    made = backed_up(home, tmp_path / "a.backup")
    (home / "vectors" / "a-model").mkdir(parents=True)
    (home / "vectors" / "a-model" / "committed.json").write_text("{}")
    restore_backup(home, made.file, now=NOW, replace=True)
    assert (home / "vectors" / "a-model" / "committed.json").exists()


def test_a_corpus_in_a_database_is_left_to_the_database(home: Path, tmp_path: Path) -> None:
    with Corpus.open(f"sqlite:///{tmp_path / 'elsewhere.sqlite'}") as corpus:
        made = write_backup(home, tmp_path / "all.backup", now=NOW, corpus=corpus)
    assert made.manifest.corpus_in == "database"
    assert "corpus.sqlite" not in {each.name for each in made.manifest.files}
    with pytest.raises(BackupRefused, match="LEXGAP_DATABASE"):
        restore_backup(tmp_path / "new", made.file, now=NOW)
    restore_backup(tmp_path / "new", made.file, now=NOW, corpus_in="database")
    assert Journal(tmp_path / "new").entries() == Journal(home).entries()
