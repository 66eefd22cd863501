"""Files that a person brings: each type is read, stated facts win, and what is not read is named with its reason."""

import io
import json
import os
import random
import time
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from crawlers import folder
from crawlers.folder_metadata import BadMetadata, read_metadata
from crawlers.importing import ImportReport, SourceUnavailable
from crawlers.parsing import UnreadableDocument, parse_file
from law.corpus import Corpus
from law.instrument import Instrument, Status, TextState
from law.jurisdiction import UnknownJurisdiction
from tests.crawlers.reviewed import AT, FIXTURES, assert_as_reviewed
from ui.cli import run

FILES = FIXTURES / "folder"
LAMPS = (FILES / "lamps.txt").read_text(encoding="utf-8")


def docx_of(text: str) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def bring(home: Path, **files: str | bytes) -> Path:
    """A folder with files; ``__`` in a name stands for the dot."""
    home.mkdir(exist_ok=True)
    for name, words in files.items():
        raw = words.encode() if isinstance(words, str) else words
        (home / name.replace("__", ".")).write_bytes(raw)
    return home


def take_in(tmp_path: Path, brought: Path, jurisdiction: str = "xs") -> tuple[ImportReport, list[Instrument]]:
    with Corpus.open(tmp_path / "home") as corpus:
        report = folder.import_folder(corpus, brought, jurisdiction=jurisdiction, at=AT)
        return report, list(corpus.instruments())


def reasons(report: ImportReport) -> dict[str, tuple[str, str]]:
    return {refusal.source_ref: (refusal.outcome, refusal.reason) for refusal in report.refusals}


def read(raw: str | bytes, name: str, **facts: str) -> Instrument:
    stated = read_metadata(json.dumps(facts).encode(), "facts.yaml")
    return folder.parse(raw.encode() if isinstance(raw, str) else raw, name, at=AT, jurisdiction="xs", metadata=stated)


@pytest.mark.parametrize("name", ["openness.md", "records.txt", "notice.html"])
def test_a_file_with_its_facts_reads_as_reviewed(name: str) -> None:
    path = FILES / name
    facts = folder.metadata_of(path)
    assert_as_reviewed(folder.parse(path.read_bytes(), name, at=AT, jurisdiction=None, metadata=facts), path)


def test_the_same_words_in_word_html_and_plain_text_are_the_same_provisions() -> None:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in LAMPS.splitlines()) + "</body></html>"
    texts = [read(LAMPS, "a.txt"), read(page, "a.htm"), read(docx_of(LAMPS), "a.DOCX")]
    assert len({text.versions[0].text_sha256 for text in texts}) == 1
    assert [p.label for p in texts[0].versions[0].articles] == ["第一条", "第二条", "第三条", "第四条"]
    assert {text.id for text in texts} == {"/akn/xs/act/样例国路灯信息管理办法"}


def test_what_neither_the_text_nor_a_person_states_stays_unknown() -> None:
    law = read("Kite Notes\nArticle 1 The kite of any person shall be open to the public.\n", "k.txt")
    version = law.versions[0]
    assert (law.title, law.jurisdiction, version.language, version.key) == ("Kite Notes", "xs", "en", "undated")
    assert (law.kind, law.number, law.issuing_body, version.source_url) == (None, None, None, None)
    assert (version.promulgated_on, version.in_force_from, version.commenced_on) == (None, None, None)
    assert (version.status, version.text_state) == (Status.UNKNOWN, TextState.UNKNOWN)


def test_stated_facts_win_and_what_the_text_tells_otherwise_is_a_problem() -> None:
    law = read(
        LAMPS, "l.txt", jurisdiction="cn", promulgated_on="2020-01-01", kind="normative_document", status="repealed"
    )
    version = law.versions[0]
    assert (law.jurisdiction, law.kind, version.status) == ("cn", "normative_document", Status.REPEALED)
    assert version.promulgated_on
    assert version.promulgated_on.provenance == "promulgated_on in l.yaml"
    assert version.problems == (
        "promulgated_on is stated as 2020-01-01, the text tells 2021-07-01 (2021年7月1日样例国路灯部令第5号公布)",
    )


def test_a_language_that_the_letters_do_not_tell_must_be_stated() -> None:
    french = "Loi sur les vents\nArticle 1 Les vents sont publics et leur registre est ouvert.\n"
    with pytest.raises(BadMetadata, match=r"write it into v\.yaml"):
        read(french, "v.txt")
    assert read(french, "v.txt", language="fr").versions[0].language == "fr"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("titel: x", "titel"),
        ("promulgated_on: 2024-02-31", "day"),
        ("promulgated_on: soon", "promulgated_on"),
        ("jurisdiction: cn-zz", "jurisdiction: .*unknown jurisdiction 'cn-zz'"),
        ("kind: edict", "kind: .*unknown kind 'edict'"),
        ("status: maybe", "status"),
        ("source_url: javascript:alert(1)", "source_url"),
        ("language: Chinese", "language"),
        ("title: ''", "title"),
        ("- a list", "whole file"),
        ("title: [", "no YAML"),
        ("!!python/object:os.system {}", "no YAML"),
        ("[" * 15_000, "no YAML"),
        ("title: " + "x" * 17_000, "17,007 bytes"),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_read_refuse_their_file_and_no_other(tmp_path: Path, facts: str, said: str) -> None:
    brought = bring(tmp_path / "in", good__txt=LAMPS, bad__txt=LAMPS.replace("路灯", "风筝"), bad__yaml=facts)
    report, held = take_in(tmp_path, brought)
    assert [law.title for law in held] == ["样例国路灯信息管理办法"]
    assert (report.new, report.refused) == (1, 1)
    outcome, reason = reasons(report)["bad.txt"]
    assert outcome == "refused"
    with pytest.raises(BadMetadata, match=said) as error:
        read_metadata(facts.encode(), "bad.yaml")
    assert (str(error.value), reason.startswith("bad.yaml")) == (reason, True)
    assert len(reason) < 1_000


def test_every_file_that_is_not_read_is_named_with_its_reason(tmp_path: Path) -> None:
    brought = bring(
        tmp_path / "in", lamps__txt=LAMPS, scan__pdf=b"%PDF-1.7", old__doc=b"\xd0\xcf\x11\xe0", seal__png=b"\x89PNG",
        NOTES="x", lost__yaml="title: x", scan__yaml="title: y", empty__txt="", half__html="<html><p>第一条",
        zip__docx=b"PK\x03\x04", plain__md="# 没有标记\n第一条 文。", gbk__txt=LAMPS.encode("gb18030"), __hidden="x",
        copy__txt=LAMPS,
    )  # fmt: skip
    with (brought / "huge.txt").open("wb") as huge:
        huge.truncate(50_000_001)
    os.mkfifo(brought / "pipe.txt")
    report, held = take_in(tmp_path, brought)
    told = reasons(report)
    assert len(held) == report.new == 1
    assert {told[name][0] for name in ("old.doc", "seal.png", "NOTES")} == {"refused"}
    assert all(told[name][1].startswith("unsupported type") for name in ("old.doc", "seal.png", "NOTES"))
    assert {name: told[name][0] for name in ("lost.yaml", "huge.txt", "pipe.txt")} == dict.fromkeys(
        ("lost.yaml", "huge.txt", "pipe.txt"), "refused"
    )
    broken = {
        "scan.pdf": "damaged",
        "empty.txt": "empty",
        "half.html": "half a page",
        "zip.docx": "docx",
        "plain.md": "no text of a law",
    }
    for name, said in broken.items():
        assert told[name][0] == "quarantined", name
        assert said in told[name][1], name
    assert told["scan.yaml"] == ("skipped", "facts about the file beside it")
    assert told["lamps.txt"] == ("skipped", "the same text as copy.txt")
    assert told["gbk.txt"] == ("skipped", "the same text as copy.txt")
    assert (report.refused, report.quarantined, report.skipped) == (6, 5, 4)


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    outside = bring(tmp_path / "outside", secret__txt=LAMPS.replace("路灯", "秘密"), facts__yaml="title: 秘密")
    brought = bring(tmp_path / "in", lamps__txt=LAMPS)
    (brought / "secret.txt").symlink_to(outside / "secret.txt")
    (brought / "lamps.yaml").symlink_to(outside / "facts.yaml")
    (brought / "away").symlink_to(outside, target_is_directory=True)
    (brought / "loop").symlink_to(brought, target_is_directory=True)
    report, held = take_in(tmp_path, brought)
    assert [law.title for law in held] == ["样例国路灯信息管理办法"]
    assert set(reasons(report)) == {"secret.txt", "lamps.yaml", "away", "loop"}
    assert all("symbolic link" in reason for _, reason in reasons(report).values())


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    brought = bring(
        tmp_path / "in", lamps__txt=LAMPS, records__docx=docx_of((FILES / "records.txt").read_text("utf-8"))
    )
    first, _ = take_in(tmp_path, brought)
    second, _ = take_in(tmp_path, brought)
    assert (first.new, second.unchanged, second.revision) == (2, 2, first.revision)


def test_a_folder_that_holds_nothing_to_read_is_a_failure_that_says_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"only 1 that cannot be read: .*\.docx"):
        take_in(tmp_path, bring(tmp_path / "in", seal__png="PNG"))
    with pytest.raises(SourceUnavailable, match="is not a folder"):
        take_in(tmp_path, tmp_path / "missing")
    with pytest.raises(UnknownJurisdiction, match="atlantis"):
        take_in(tmp_path, bring(tmp_path / "in", lamps__txt=LAMPS), "atlantis")


def test_word_files_say_what_their_text_lacks() -> None:
    document, file = docx.Document(), io.BytesIO()
    for line in LAMPS.splitlines()[:1]:
        document.add_paragraph(line)
    numbered = document.add_paragraph("路灯管理单位应当每年公开路灯信息，并接受监督。")
    numbered._p.get_or_add_pPr().append(OxmlElement("w:numPr"))
    document.save(file)
    problems = read(file.getvalue(), "n.docx").versions[0].problems
    assert any("automatic numbers" in problem for problem in problems)


def test_a_damaged_file_never_stops_the_others() -> None:
    chance, whole = random.Random(7), docx_of(LAMPS)  # noqa: S311 (the same damage in every run)
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 40)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        try:
            assert read(bytes(raw), "x.docx").title
        except ValueError as error:
            assert str(error)  # noqa: PT017 (any of the refusals is right; any other exception is not)


def test_a_page_nested_beyond_reason_is_read_all_the_same() -> None:
    page = (
        "<html><body><p>样例办法</p>" + "<div>" * 20_000 + "第一条 本办法自2020年1月1日起在样例县施行，此前的同时废止。"
    )
    [version] = read(page + "</body></html>", "deep.html").versions
    assert version.provisions[-1].text.startswith("本办法自2020年1月1日起在样例县施行")


def test_a_megabyte_of_one_character_is_read_in_linear_time() -> None:
    begun = time.process_time()
    for character in "第（#":
        try:
            read("样例办法\n第一条 " + character * 1_000_000 + "。\n" + character * 1_000_000, "long.txt")
        except ValueError:
            continue
    assert time.process_time() - begun < 9


def test_a_single_file_is_parsed_where_its_facts_name_the_place(tmp_path: Path) -> None:
    assert parse_file("folder", FILES / "records.txt")["issuing_body"] == "National Assembly of Samplia"
    with pytest.raises(UnreadableDocument, match=r"no jurisdiction is stated: write it into lamps\.yaml"):
        parse_file("folder", FILES / "lamps.txt")
    with pytest.raises(UnreadableDocument, match="unsupported type"):
        parse_file("folder", bring(tmp_path, a__rtf="x", a__yaml="jurisdiction: xs") / "a.rtf")


def test_the_command_line_takes_a_folder_in_and_finds_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEXGAP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LEXGAP_EMBEDDER", "none")
    brought = bring(tmp_path / "in", lamps__txt=LAMPS, lamps__yaml="status: in_force", rec__docx=docx_of(LAMPS))
    command = ["import", "folder", str(brought), "--jurisdiction"]
    assert run([*command, "xs", "--as-of", "2026-01-01", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["source"], report["new"], report["skipped"], report["provisions"]) == ("folder", 1, 2, 4)
    assert run(["show", "样例国路灯信息管理办法", "--json"]) == 0
    assert "路灯管理单位应当每年公开路灯信息。" in capsys.readouterr().out
    bring(brought, scan__pdf="%PDF")
    assert run([*command, "xs"]) == 3
    assert run([*command, "atlantis"]) == 2
    assert run([*command, "xs", "--as-of", "gestern"]) == 2
    assert run(["import", "folder", str(brought)]) == 2
    assert run(["import", "folder", str(tmp_path / "no"), "--jurisdiction", "xs"]) == 1
    assert "quarantined: scan.pdf: the PDF is damaged" in "".join(capsys.readouterr())
