"""Files that a crash leaves either as they were or as they should be, never half written."""

import os
import threading
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Replace the file: written beside it, flushed to the disk, then renamed. Raises ``OSError`` (a full disk …).

    Of several who write it at once, in threads or processes, each has a draft of its own, and the last one stays.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_native_id()}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    flush_directory(path.parent)


def flush_directory(folder: Path) -> None:
    """Make renames in a folder last through a loss of power; a no-op where folders cannot be opened (Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
