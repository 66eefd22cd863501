"""Opening what a subcommand needs from the data directory, and closing it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from search_api.settings import Settings

if TYPE_CHECKING:
    from law.corpus import Corpus
    from search_api.library import Library


class BadSettings(ValueError):
    """A setting in the environment that cannot be read."""


def settings() -> Settings:
    """The settings of the environment."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "LEXGAP_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSettings(f"the setting {name} cannot be read: {first['msg']}") from None


def home() -> Path:
    """The data directory."""
    return settings().home


@contextmanager
def open_corpus() -> Iterator["Corpus"]:
    """The corpus of the data directory, or of the database that the settings name."""
    from law.corpus import Corpus
    from search_api.backup.finishing import finish_restoring

    chosen = settings()
    finish_restoring(chosen.home)
    with Corpus.open(chosen.database or chosen.home) as corpus:
        yield corpus


@contextmanager
def open_library() -> Iterator["Library"]:
    """The corpus with its index and checklist."""
    from search_api.opening import open_library as opened

    library = opened(settings())
    try:
        yield library
    finally:
        library.close()
