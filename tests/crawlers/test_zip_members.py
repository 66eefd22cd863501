"""Archives from outside: their files are read, and what an archive could do to the reader is refused."""

import io
import stat
import struct
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers import zip_members
from crawlers.readable import Unreadable
from crawlers.zip_members import members


def packed(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return file.getvalue()


def read(raw: bytes) -> dict[str, bytes]:
    return {each.name: each.raw for each in members(raw, suffixes={".xml"})}


def test_files_of_the_suffix_are_read_in_the_archives_order_and_others_are_left() -> None:
    raw = packed({"b.xml": b"<b/>", "readme.txt": b"hello", "a/": b"", "a/A.XML": b"<a/>"})
    assert list(read(raw).items()) == [("b.xml", b"<b/>"), ("a/A.XML", b"<a/>")]


def test_names_in_the_manner_of_windows_are_paths() -> None:
    assert read(packed({"cap_1\\cap_1_en.xml": b"<a/>"})) == {"cap_1/cap_1_en.xml": b"<a/>"}


@pytest.mark.parametrize(
    "name", ["../a.xml", "a/../../a.xml", "/etc/a.xml", "C:\\a.xml", "..\\a.xml", "\\\\host\\a.xml", "a\nb.xml"]
)
def test_names_that_lead_out_of_the_archive_are_refused(name: str) -> None:
    with pytest.raises(Unreadable, match="leads out"):
        read(packed({name: b"<a/>"}))


def test_a_link_is_refused() -> None:
    file, link = io.BytesIO(), zipfile.ZipInfo("a.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(Unreadable, match="link"):
        read(file.getvalue())


@pytest.mark.parametrize("name", ["inner.zip", "inner.xml"])
def test_an_archive_in_an_archive_is_refused(name: str) -> None:
    with pytest.raises(Unreadable, match="archive"):
        read(packed({name: packed({"a.xml": b"<a/>"})}))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Unreadable, match="100 times"):
        read(packed({"a.xml": bytes(30_000_000)}))


def test_more_files_and_more_bytes_than_any_edition_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable, match="10,001 files"):
        read(packed({f"{n}.xml": b"" for n in range(10_001)}))
    monkeypatch.setattr(zip_members, "MOST_BYTES", 10)
    with pytest.raises(Unreadable, match="12 bytes"):
        read(packed({"a.xml": b"<a/>" * 3}))


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(Unreadable, match="two files"):
        read(packed({"a/b.xml": b"<a/>", "a\\b.xml": b"<b/>"}))


def test_an_encrypted_file_is_refused() -> None:
    raw = bytearray(packed({"a.xml": b"<a/>"}))
    directory = raw.rindex(b"PK\x01\x02")
    struct.pack_into("<H", raw, directory + 8, 1)
    with pytest.raises(Unreadable, match="encrypted"):
        read(bytes(raw))


def test_half_an_archive_is_refused() -> None:
    raw = packed({"a.xml": b"<a/>" * 1000})
    with pytest.raises(Unreadable, match="no whole ZIP"):
        read(raw[: len(raw) // 2])


@given(at=st.integers(min_value=0, max_value=10_000), value=st.binary(min_size=1, max_size=4))
def test_a_damaged_archive_is_read_or_refused_and_nothing_else(at: int, value: bytes) -> None:
    whole = packed({"a.xml": b"<a>text</a>" * 20, "b/c.xml": b"<c/>"})
    at %= len(whole)
    damaged = whole[:at] + value + whole[at + len(value) :]
    try:
        found = read(damaged)
    except Unreadable:
        return
    assert all(isinstance(raw, bytes) for raw in found.values())
