"""Looking after the service: each part, and what to do about what does not work."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from search_api.filling import Filling
from search_api.search_desk import SearchDesk
from search_api.views import Health

_LOW_DISK_BYTES = 500 * 1024 * 1024


def look_after(
    *, home: Path, corpus_revision: int, desk: SearchDesk, behind: Iterable[Filling], instruments: int
) -> Health:
    """How every part is now. A lack of vectors is no problem, only told: search in words is whole without them."""
    index_revision, semantic = desk.revision(), desk.semantic()
    free = shutil.disk_usage(home).free
    found = []
    if index_revision is None:
        found.append(semantic.reason or "there is no index: run `lexgap index`")
    elif index_revision != corpus_revision:
        found.append(f"the index holds revision {index_revision}, the corpus {corpus_revision}: run `lexgap index`")
    elif (fault := desk.fault()) is not None:
        found.append(fault)
    if free < _LOW_DISK_BYTES:
        found.append(f"only {free // 2**20} MiB are free on the disk of the data directory: make room")
    found += [filling.failure for filling in behind if filling.failure]
    return Health(
        corpus_revision=corpus_revision,
        index_revision=index_revision,
        semantic=semantic,
        model=desk.model.model_id if desk.model else None,
        instruments=instruments,
        disk_free_bytes=free,
        problems=tuple(found),
    )
