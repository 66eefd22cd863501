"""What a backup holds and says of itself. Names are a closed list, so that no archive can write anywhere else."""

import re
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from gaps.harvest import OWN

FORMAT: Final = "lexgap-backup/1"
MANIFEST: Final = "manifest.json"
CORPUS: Final = "corpus.sqlite"
JOURNAL: Final = "reviews/journal.sqlite"
ACCOUNTS: Final = "accounts/accounts.sqlite"
ALERTS: Final = "alerts/alerts.sqlite"
DECLARATIONS: Final = OWN
VECTOR_FILES: Final = ("committed.json", "keys.bin", "vectors.f16", "vectors.i8", "bounds.f32")
_WORD: Final = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,120}"
_NAMES: Final = re.compile(
    rf"{re.escape(CORPUS)}|{re.escape(JOURNAL)}|{re.escape(ACCOUNTS)}|{re.escape(ALERTS)}|{re.escape(DECLARATIONS)}|harvest/{_WORD}\.sqlite"
    rf"|snapshots/{_WORD}/{_WORD}\.warc\.gz|vectors/{_WORD}/(?:{'|'.join(map(re.escape, VECTOR_FILES))})"
)


class BackupRefused(Exception):
    """A backup that is not made, or an archive that is not restored; the message says why and what to do."""


class BackedUp(BaseModel):
    """One file of the archive."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What an archive holds; where ``corpus_in`` is ``database``, the corpus lies in PostgreSQL and is not in it.

    ``left_out`` names the parts of the data directory that were left out though they may have been there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["lexgap-backup/1"]
    made_at: datetime
    made_by: str
    revision: Annotated[int, Field(ge=0)]
    corpus_in: Literal["file", "database"]
    left_out: tuple[str, ...]
    files: tuple[BackedUp, ...]

    def has(self, part: str) -> bool:
        """Whether the archive speaks for a part: what it does not hold was not there when it was made."""
        return part not in self.left_out


def may_be_held(name: str) -> bool:
    """Whether a file of this name belongs into a data directory; nothing else is ever written."""
    return _NAMES.fullmatch(name) is not None
