"""The vector store under damage: a kill, a full disk, a second writer, a cut-off file."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from index.vectors import DamagedVectors, VectorFile, packed, writing_vectors
from tests.index.vector_samples import DIMENSIONS, MODEL, keys, store, unit

ROOT = Path(__file__).resolve().parents[2]


def test_a_second_writer_is_told_that_the_store_is_busy(tmp_path: Path) -> None:
    program = f"""
        from pathlib import Path
        from index.vectors import VectorsBusy, writing_vectors
        try:
            with writing_vectors(Path({str(tmp_path)!r}), model_id={MODEL!r}, dimensions={DIMENSIONS}): print("open")
        except VectorsBusy as busy: print(busy)
    """
    with writing_vectors(tmp_path, model_id=MODEL, dimensions=DIMENSIONS):
        assert "wait until it has finished" in run(program)
    assert run(program) == "open\n"


def test_a_cut_off_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    store(tmp_path, unit(10))
    os.truncate(tmp_path / "vectors.f16", 100)
    with pytest.raises(DamagedVectors, match=r"vectors\.f16 .*delete"):
        VectorFile.open(tmp_path, model_id=MODEL, dimensions=DIMENSIONS)


def test_an_unreadable_record_is_named_with_what_to_do(tmp_path: Path) -> None:
    store(tmp_path, unit(10))
    (tmp_path / "committed.json").write_text("{half")
    with pytest.raises(DamagedVectors, match=r"committed\.json .*delete"):
        VectorFile.open(tmp_path, model_id=MODEL, dimensions=DIMENSIONS)


def test_a_changed_byte_is_found_by_verify(tmp_path: Path) -> None:
    file = store(tmp_path, unit(10))
    file.verify()
    path = tmp_path / "vectors.f16"
    content = bytearray(path.read_bytes())
    content[33] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedVectors, match=r"vectors\.f16 is not what was written"):
        file.verify()


def test_the_rest_of_an_interrupted_write_is_never_seen_and_cut_off(tmp_path: Path) -> None:
    matrix = unit(6)
    store(tmp_path, matrix[:3])
    for name, junk in (("keys.bin", b"x" * 40), ("vectors.f16", b"y" * 1_000)):
        with (tmp_path / name).open("ab") as file:
            file.write(junk)
    assert len(VectorFile.open(tmp_path, model_id=MODEL, dimensions=DIMENSIONS)) == 3
    file = store(tmp_path, matrix)
    assert file.lookup(packed(keys(6))).tolist() == list(range(6))
    assert np.allclose(file.vectors(np.arange(6)), matrix, atol=1e-3)
    file.verify()


def test_a_full_disk_is_an_error_and_loses_nothing_acknowledged(tmp_path: Path) -> None:
    program = f"""
        import resource
        from pathlib import Path
        import numpy as np
        from index.vectors import VectorFile, text_key, writing_vectors
        folder, names = Path({str(tmp_path)!r}), [text_key({MODEL!r}, f"text {{number}}") for number in range(900)]
        with writing_vectors(folder, model_id={MODEL!r}, dimensions={DIMENSIONS}) as writer:
            writer.append(names[:50], np.ones((50, {DIMENSIONS})))
            resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, resource.RLIM_INFINITY))
            try: writer.append(names, np.ones((900, {DIMENSIONS})))
            except OSError: print("no space", len(writer))
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            print(writer.append(names, np.ones((900, {DIMENSIONS}))))
        file = VectorFile.open(folder, model_id={MODEL!r}, dimensions={DIMENSIONS})
        file.verify()
        print(len(file))
    """
    assert run(program) == "no space 50\n850\n900\n"


WRITER = f"""
    import sys
    from pathlib import Path
    import numpy as np
    from index.vectors import text_key, writing_vectors
    with writing_vectors(Path(sys.argv[1]), model_id={MODEL!r}, dimensions={DIMENSIONS}) as writer:
        while True:
            start = len(writer)
            names = [text_key({MODEL!r}, f"text {{number}}") for number in range(start, start + 50)]
            writer.append(names, np.arange(start + 1, start + 51)[:, None] % 100 + np.ones({DIMENSIONS}))
            print(len(writer), flush=True)
"""


def test_kill_at_any_moment_loses_nothing_acknowledged(tmp_path: Path) -> None:
    acknowledged = 0
    for milliseconds in (0, 1, 3, 7, 12, 20, 31, 60):
        acknowledged = killed_after(milliseconds / 1_000, tmp_path, at_least=acknowledged)
        file = VectorFile.open(tmp_path, model_id=MODEL, dimensions=DIMENSIONS)
        file.verify()
        assert len(file) >= acknowledged
        assert len(file) % 50 == 0
        assert file.lookup(packed(keys(len(file)))).tolist() == list(range(len(file)))
        assert file.vectors(np.arange(len(file)))[:, 0].tolist() == [(row + 1) % 100 + 1 for row in range(len(file))]
    assert acknowledged > 0


def killed_after(seconds: float, folder: Path, *, at_least: int) -> int:
    """Start a writer, kill it ``seconds`` after its first acknowledgement; the last count it gave."""
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        # The last line may be cut; an acknowledgement ends with its line break.
        lines = [line for line in [first, *writer.stdout] if line.endswith("\n")]
    return max([at_least, *map(int, lines)])


def run(program: str) -> str:
    command = [sys.executable, "-c", textwrap.dedent(program)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
