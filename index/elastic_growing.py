"""From one index in Elasticsearch to the next where little has changed: a clone of the former one, then the change.

A clone shares the files of the index that it is made from, so nothing of what stays is sent, cut or written again, and
the former index, which is searched meanwhile, is left as it is. What went is deleted by its number, what came is added
behind, and the clone is compared before the aliases are led to it. Indices cannot be made anew from their own
documents (``_reindex``): the words and vectors are searched there and not kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.elastic_bulk import Documents, write_documents
from index.elastic_client import Connection, Json
from index.elastic_comparing import compare
from index.elastic_indices import Indices
from index.elastic_mapping import vectors_index
from index.layout import Layout
from index.record_file import RecordFile
from index.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Former:
    """The index from which the next one is made: its name in the cluster, where its provisions lie, and its rows."""

    index: str
    layout: Layout
    rows: int

    @classmethod
    def read(cls, folder: Path, index: str) -> Self:
        """That of a generation. Raises OSError, ValueError."""
        records = RecordFile(folder)
        rows = len(records)
        records.close()
        return cls(index=index, layout=Layout.read(folder), rows=rows)

    def gone(self, after: Layout) -> NDArray[np.int64]:
        """The rows whose texts went."""
        return np.setdiff1d(self.layout.rows, after.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growing:
    """One step from a former index to the next, which a generation describes."""

    connection: Connection
    former: Former
    snapshot: Snapshot
    refused_file: Path

    def words(self, meta: Json, added: Documents) -> None:
        """Make the index of the provisions. Raises NotCloned, WrittenWrongly, DocumentsRefused."""
        indices, index = Indices(self.connection), self.snapshot.manifest.index
        indices.clone(self.former.index, index, meta)
        gone = self.former.gone(self.snapshot.layout).tolist()
        write_documents(self.connection, index, _first_without(map(str, gone), added), self.refused_file)
        indices.refresh(index)
        compare(indices, self.snapshot, first_row=self.former.rows)
        indices.complete(index, meta, merge=False)

    def vectors(self, model_id: str) -> None:
        """Make the index of a model's vectors, without those of passages that went; where there is a former one."""
        indices, names = Indices(self.connection), (self.former.index, self.snapshot.manifest.index)
        before, after = (vectors_index(name, model_id) for name in names)
        meta = {"model": model_id, "of": names[1], "owner": self.snapshot.manifest.owner}
        if not indices.exists(before):
            return
        indices.clone(before, after, meta)
        layout = self.former.layout
        gone = layout.passage_numbers[np.isin(layout.passage_rows, self.former.gone(self.snapshot.layout))]
        write_documents(self.connection, after, _first_without(map(str, gone.tolist()), ()), self.refused_file)
        indices.complete(after, meta, merge=False)


def _first_without(gone: Iterator[str], added: Documents) -> Documents:
    """What goes, then what comes."""
    yield from ((name, None) for name in gone)
    yield from added
