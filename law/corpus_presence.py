"""A SQLite file that is open may be moved away or replaced: whoever reads it learns of that, and none is made anew.

SQLite itself makes an empty database where a file is missing, and reads on in a file that has lost its name.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DisconnectionError, OperationalError

_FILE = "file"
_GONE = "the file of the corpus is gone: put it back, or restore a backup"


def keep_to_the_file(engine: sa.Engine) -> None:
    """Read the file that has the corpus's name now: a replaced one anew, none where it is gone (OperationalError)."""
    if engine.url.database is None:
        return
    path = Path(engine.url.database)
    engine.dispose()

    def remember(_connection: object, record: Any) -> None:  # noqa: ANN401  (SQLAlchemy types it no closer)
        record.info[_FILE] = _identity(path)

    def compare(_connection: object, record: Any, _proxy: object) -> None:  # noqa: ANN401  (the same)
        if record.info.get(_FILE) != _identity(path):
            raise DisconnectionError("the file of the corpus was replaced")

    def refuse(_dialect: object, _record: object, _arguments: object, _named: object) -> None:
        if _identity(path) is None:
            raise OperationalError("connect", None, FileNotFoundError(_GONE))

    sa.event.listen(engine, "do_connect", refuse)
    sa.event.listen(engine, "connect", remember)
    sa.event.listen(engine, "checkout", compare)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
