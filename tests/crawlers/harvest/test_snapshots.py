"""Snapshots: what was acknowledged is there, whatever happened to the file's end."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawlers.crawl import Ask, Page
from crawlers.harvest.desk import Failure, FailureKind
from crawlers.harvest.snapshot_reading import Reading, last_read, page_of, readings, run_facts, seen_in
from crawlers.harvest.snapshots import Position, RunFacts, SnapshotFile, Snapshots
from crawlers.harvest.warc_members import SnapshotDamaged, members, whole_length

AT = datetime(2026, 3, 1, 8, 0, 0, 123456, tzinfo=UTC)
RUN = RunFacts(source="small", began_at=AT)


def page(name: str, body: bytes, *, minutes: int = 0, **headers: str) -> Page:
    ask = Ask(url=f"https://x.example/{name}", role="document", ref=name, about={"title": "法"})
    said = {"content-type": "text/html", **{n.replace("_", "-"): v for n, v in headers.items()}}
    when = AT + timedelta(minutes=minutes)
    return Page(ask=ask, url=f"{ask.url}?final", status=200, headers=said, body=body, retrieved_at=when)


def kept(tmp_path: Path, *pages: Page, run: RunFacts = RUN) -> tuple[Snapshots, Path, list[Position]]:
    snapshots = Snapshots(tmp_path, "small")
    file = snapshots.begin(run)
    places = [file.keep(each) for each in pages]
    file.close()
    return snapshots, file.path, places


def test_an_answer_comes_back_as_it_was(tmp_path: Path) -> None:
    original = page("a", "<p>第一条</p>".encode("gb18030"), content_encoding="gzip", x_odd="a\r\nb: 你")
    snapshots, path, _ = kept(tmp_path, original)
    (answered,) = seen_in(path).in_order()
    assert page_of(answered, snapshots) == original
    assert run_facts(path) == RUN


def test_a_narrowed_run_says_so_in_its_snapshot(tmp_path: Path) -> None:
    run = RunFacts(source="small", began_at=AT, limit=5, since=AT.date(), replay=True)
    _, path, _ = kept(tmp_path, run=run)
    assert run_facts(path) == run


def test_any_warc_tool_can_read_a_snapshot(tmp_path: Path) -> None:
    snapshots, path, (place,) = kept(tmp_path, page("a", b"<p>law</p>", content_encoding="gzip"))
    file = snapshots.begin(RUN)
    file.keep(page("a", b"<p>law</p>", minutes=1), place, unmodified=True)
    file.close()
    with path.open("rb") as opened:
        records = [
            (r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read()) for r in ArchiveIterator(opened)
        ]
    kinds = ["response", "request", "metadata"]
    assert [kind for kind, *_ in records] == ["warcinfo", *kinds, "revisit", "request", "metadata"]
    _, headers, http, body = records[1]
    assert headers.protocol == "WARC/1.1"
    assert headers.get_header("WARC-Target-URI") == "https://x.example/a?final"
    assert headers.get_header("WARC-Date") == "2026-03-01T08:00:00.123456Z"
    assert headers.get_header("WARC-Payload-Digest").startswith("sha256:")
    assert (http.get_header("X-Archive-Orig-content-encoding"), http.get_header("content-encoding")) == ("gzip", None)
    assert body == b"<p>law</p>"
    assert records[4][1].get_header("WARC-Profile").endswith("server-not-modified")
    assert records[2][1].get_header("WARC-Concurrent-To") == headers.get_header("WARC-Record-ID")


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    body = b"<p>" + bytes(range(97, 123)) * 4_000 + b"</p>"
    snapshots, path, (place,) = kept(tmp_path, page("a", body))
    once = path.stat().st_size
    file = snapshots.begin(RUN)
    assert file.keep(page("b", body), place) == place
    file.close()
    assert path.stat().st_size < once + 2_000
    assert {page_of(each, snapshots).body for each in seen_in(path).in_order()} == {body}


@given(cut=st.integers(min_value=1, max_value=2_000))
def test_a_last_record_that_was_broken_off_anywhere_is_cut_away(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("torn")
    snapshots, path, _ = kept(folder, page("a", b"<p>one</p>"))
    whole = path.stat().st_size
    file = SnapshotFile(path)
    file.keep(page("b", b"<p>two</p>"))
    file.close()
    data = path.read_bytes()
    path.write_bytes(data[: max(whole, len(data) - cut)])
    first = [answered.ask.ref for answered in seen_in(path).in_order()]
    file = snapshots.begin(RUN)
    file.keep(page("c", b"<p>three</p>"))
    file.close()
    assert first == ["a"]
    assert [answered.ask.ref for answered in seen_in(path).in_order()] == ["a", "c"]
    assert whole_length(path) == path.stat().st_size


def test_a_file_that_broke_off_in_its_first_record_begins_anew(tmp_path: Path) -> None:
    snapshots, path, _ = kept(tmp_path)
    path.write_bytes(path.read_bytes()[:20])
    snapshots.begin(RUN).close()
    assert run_facts(path) == RUN


def test_damage_in_the_middle_is_named_with_file_and_place(tmp_path: Path) -> None:
    snapshots, path, (place, _) = kept(tmp_path, page("a", b"<p>one</p>"), page("b", b"<p>two</p>"))
    data = bytearray(path.read_bytes())
    data[place.offset + 40] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(SnapshotDamaged, match=f"{path.name}.*{place.offset}"):
        snapshots.payload(place)
    with pytest.raises(SnapshotDamaged, match=path.name):
        list(members(path))


def test_a_snapshot_that_is_missing_is_named(tmp_path: Path) -> None:
    snapshots, path, (place,) = kept(tmp_path, page("a", b"<p>one</p>"))
    path.unlink()
    with pytest.raises(SnapshotDamaged, match=f"{path.name} is missing"):
        snapshots.payload(place)


def test_a_payload_that_is_not_what_was_kept_is_refused(tmp_path: Path) -> None:
    snapshots, _, (place,) = kept(tmp_path, page("a", b"<p>one</p>"))
    other = Position(file=place.file, offset=place.offset, sha256="0" * 64, url=place.url, date=place.date)
    with pytest.raises(SnapshotDamaged, match="is not what was kept"):
        snapshots.payload(other)


def test_the_last_word_on_a_request_counts(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path, "small")
    file, asked = snapshots.begin(RUN), page("a", b"<p>one</p>")
    file.failed(asked.ask, Failure(kind=FailureKind.TEMPORARY, reason="no answer", status=503), at=AT)
    assert [failure.status for _, failure in seen_in(file.path).failures_in_order()] == [503]
    file.keep(asked)
    file.keep(page("a", b"<p>two</p>", minutes=1))
    file.close()
    seen = seen_in(file.path)
    assert seen.failures == {}
    assert [page_of(each, snapshots).body for each in seen.in_order()] == [b"<p>two</p>"]


def test_a_reading_that_was_taken_back_does_not_count(tmp_path: Path) -> None:
    file = Snapshots(tmp_path, "small").begin(RUN)
    first, second = Reading(at=AT), Reading(at=AT + timedelta(hours=1), complete=False, accept_disappearance=True)
    file.keep(page("a", b"<p>one</p>"))
    file.note(first.note(), at=AT)
    assert last_read(file.path) == first.at
    file.note({"event": "void", "of": first.at.isoformat()}, at=AT)
    assert last_read(file.path) is None
    file.keep(page("b", b"<p>two</p>"))
    file.note(second.note(), at=AT)
    file.close()
    assert [(reading, len(seen.answers)) for reading, seen in readings(file.path)] == [(second, 2)]


def test_each_reading_sees_what_there_was_by_then(tmp_path: Path) -> None:
    file = Snapshots(tmp_path, "small").begin(RUN)
    for number in range(3):
        file.keep(page(str(number), b"<p>text</p>"))
        file.note(Reading(at=AT + timedelta(hours=number)).note(), at=AT)
    file.close()
    assert [len(seen.answers) for _, seen in readings(file.path)] == [1, 2, 3]


def test_a_file_of_another_program_is_not_read_as_a_run(tmp_path: Path) -> None:
    from warcio.warcwriter import WARCWriter

    with (tmp_path / "other.warc.gz").open("wb") as out:
        writer = WARCWriter(out)
        writer.write_record(writer.create_warc_record("https://x.example", "resource", payload=BytesIO(b"x"), length=1))
    with pytest.raises(SnapshotDamaged, match="no snapshot that this version can read"):
        run_facts(tmp_path / "other.warc.gz")
