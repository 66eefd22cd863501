"""``lexgap backup`` and ``lexgap restore``: one archive with all that cannot be made again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import home, open_corpus, settings
from ui.commands.options import Json, now
from ui.commands.output import print_json, say

if TYPE_CHECKING:
    from search_api.backup.records import Manifest

_DUMP = (
    "The corpus lies in PostgreSQL and is not in the archive. Copy it now, after this: "
    "`pg_dump --format=custom --file=corpus.dump DATABASE`; it comes back with "
    "`pg_restore --clean --if-exists --dbname=DATABASE corpus.dump`."
)


def register(app: typer.Typer) -> None:
    """Add the subcommands."""
    app.command(name="backup")(backup)
    app.command(name="restore")(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="The archive to write, such as lexgap.backup.")],
    with_vectors: Annotated[
        bool, typer.Option("--with-vectors", help="Take in the vectors, which take long to compute again.")
    ] = False,
    without_snapshots: Annotated[
        bool, typer.Option("--without-snapshots", help="Leave out the raw answers of the sources.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of a file of that name.")] = False,
    as_json: Json = False,
) -> int:
    """Back up corpus, reviews, accounts, alerts and snapshots into one archive, while the service runs."""
    from search_api.backup.writing import write_backup

    with open_corpus() as corpus:
        made = write_backup(
            home(),
            file,
            now=now(),
            corpus=corpus,
            snapshots=not without_snapshots,
            vectors=with_vectors,
            replace=replace,
        )
    told = _told(made.manifest)
    if as_json:
        print_json({"file": file, "size": made.size, "sha256": made.sha256, **told})
    else:
        say(f"written: {file}, {made.size:,} bytes, {told['files']} files, corpus revision {told['revision']}")
        say(f"sha256 {made.sha256}")
    return _exit(made.manifest)


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="An archive that `lexgap backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Move aside what the data directory holds; nothing is deleted.")
    ] = False,
    sha256: Annotated[
        str | None, typer.Option(metavar="HASH", help="The archive's hash, as the backup printed it.")
    ] = None,
    as_json: Json = False,
) -> int:
    """Put a backup in place, after every byte of it was checked; stop the service first."""
    from search_api.backup.restoring import restore_backup

    chosen = settings()
    into = "database" if chosen.database else "file"
    done = restore_backup(chosen.home, file, now=now(), replace=replace, sha256=sha256, corpus_in=into)
    told = _told(done.manifest)
    if as_json:
        print_json({"home": done.home, "replaced": done.replaced, **told})
    else:
        say(f"restored: {told['files']} files of {told['made_at']}, corpus revision {told['revision']}")
        if done.replaced is not None:
            say(f"What was there before lies in {done.replaced}: delete it when you are sure")
        say("Run `lexgap index` to build the index anew")
    return _exit(done.manifest)


def _told(manifest: "Manifest") -> dict[str, object]:
    facts = manifest.model_dump(mode="json", exclude={"files", "format"})
    return {**facts, "files": len(manifest.files)}


def _exit(manifest: "Manifest") -> Exit:
    if manifest.corpus_in != "database":
        return Exit.DONE
    say(_DUMP)
    return Exit.SOME_REFUSED
