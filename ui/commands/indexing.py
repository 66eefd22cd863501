"""``lexgap index``: build what searches need from the corpus; it can always be rebuilt."""

from typing import TYPE_CHECKING, Annotated

import typer

from index.engine import EngineName
from ui.commands.alerting import in_words, outcome_record, send_what_is_due
from ui.commands.exits import Exit
from ui.commands.opening import home, open_corpus, open_library, settings
from ui.commands.options import Json
from ui.commands.output import plain, print_json, progress_bar, say

if TYPE_CHECKING:
    from index.embedding import Embedder
    from law.corpus import Corpus


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="index")(index)


def index(
    engine: Annotated[
        EngineName | None, typer.Option(help="The engine to build for; by default that of the index that is there.")
    ] = None,
    no_vectors: Annotated[bool, typer.Option("--no-vectors", help="Build the words only.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build even if the index is current.")] = False,
    judge: Annotated[bool, typer.Option("--judge", help="Judge places ahead, for a service to find.")] = False,
    as_json: Json = False,
) -> int:
    """Build the index of the words, then the vectors for search by meaning; an index that is current is left alone.

    Then what is due of the saved searches is sent, and places are judged if asked for.
    """
    with open_corpus() as corpus:
        built = build(corpus, rebuild=rebuild, engine=engine)
        filled = None if no_vectors else fill(corpus)
    sent, judged = send_what_is_due(), _judge() if judge else None
    if as_json:
        alerts = [outcome_record(outcome) for outcome in sent]
        told = {"engine": built["engine"], "index": built, "vectors": filled, "alerts": alerts}
        print_json(told if judged is None else {**told, "judged": judged})
    else:
        say(describe(built))
        if filled is not None:
            say(_vectors(filled))
        for outcome in sent:
            say(f"Alert {in_words(outcome)}")
        if judged is not None:
            say(f"Judged: {', '.join(judged) or 'nothing, all is kept'}")
    return Exit.DONE


def _judge() -> list[str]:
    """Judge the places that a service would judge behind it."""
    from search_api.judging_ahead import judge_now

    with open_library() as library:
        return judge_now(library, settings())


def describe(built: dict[str, object]) -> str:
    """What the index of the words holds, in one line."""
    verb = "built" if built["built"] else "is current"
    counts = ", ".join(f"{built[name]} {name}" for name in ("instruments", "versions", "provisions", "passages"))
    return f"The index {verb}: {counts}, corpus revision {built['revision']}"


def _vectors(filled: dict[str, object]) -> str:
    if "reason" in filled:
        return "No vectors."
    return f"Vectors: {filled['added']} computed, {filled['held']} of {filled['total']} passages have one"


def build(corpus: "Corpus", *, rebuild: bool = False, engine: EngineName | None = None) -> dict[str, object]:
    """Build the index of the words where it is not current; for the engine of the settings where none is named."""
    from index.build import build_index

    chosen = settings()
    engine, cluster = engine or chosen.engine, chosen.cluster()
    with progress_bar("index") as tick:
        report = build_index(corpus, home(), rebuild=rebuild, progress=tick, engine=engine, cluster=cluster)
    return dict(plain(report))


def fill(corpus: "Corpus") -> dict[str, object]:
    """Compute the vectors that are missing; without an embedder, say why there are none."""
    from index.build import fill_vectors
    from index.embedding import NoEmbedder

    try:
        embedder = _embedder()
    except NoEmbedder as error:
        say(f"Search stays with words only: {error}")
        return {"held": 0, "reason": str(error)}
    with progress_bar("vectors") as tick:
        return dict(plain(fill_vectors(corpus, home(), embedder, progress=tick, cluster=settings().cluster())))


def _embedder() -> "Embedder":
    from index.embedding import open_embedder

    chosen = settings()
    return open_embedder(
        chosen.home / "models", threads=chosen.threads, choice=chosen.embedder, file=chosen.embedder_file
    )
