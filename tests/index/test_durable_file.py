"""A file is replaced whole, whoever writes it at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.durable_file import write_durably


def test_threads_that_write_one_file_at_once_leave_what_one_of_them_wrote(tmp_path: Path) -> None:
    file, contents = tmp_path / "kept.jsonl", [bytes([n]) * 200_000 for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: write_durably(file, content), contents * 4))
    assert file.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [file]
