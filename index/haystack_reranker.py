"""Any Haystack ranker by a file: a cross-encoder run here, a served model, one's own.

The file is YAML with the component in Haystack's own form; keys of services are named there by environment variable,
never written down:

    model: bge-reranker-v2-m3
    hits: 50
    seconds: 3
    ranker:
      type: haystack_integrations.components.rankers.huggingface_api.ranker.HuggingFaceTEIRanker
      init_parameters:
        url: http://127.0.0.1:8080
"""

import inspect
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from index.haystack_described import MODEL_NAME, Described, Runs, made, read_described
from index.reranking import NotReranked

_AT_ONCE: Final = 4
_REST_S: Final = 30.0
_UNMADE: Final = "it cannot be made: the log says why"
_log = logging.getLogger(__name__)
T = TypeVar("T")


class RerankerFile(BaseModel):
    """What the file says. ``hits`` is how many of the first are read, ``seconds`` how long that may take."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str = Field(pattern=MODEL_NAME)
    hits: int = Field(default=50, ge=2, le=100)
    seconds: float = Field(default=3.0, gt=0, le=60)
    ranker: Described


class HaystackReranker:
    """A ``Reranker`` over one Haystack component, which is made behind the first search that wants it.

    Until it is there a search goes without, or waits for it if ``wait``, as a single command does. After one that took
    too long it rests, so that a service that hangs does not hold up every search.
    """

    def __init__(self, said: RerankerFile, *, wait: bool) -> None:
        self.name = said.model
        self.first = said.hits
        self._said = said
        self._wait = wait
        self._opening: Future[Runs] | None = None
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._rests_until = 0.0

    def order(self, query: str, texts: Sequence[str]) -> Sequence[tuple[int, float | None]]:
        """The places of the texts, best first. Raises ``NotReranked``."""
        ranker, seconds = self._made(), self._said.seconds
        if time.monotonic() < self._rests_until or not self._places.acquire(timeout=seconds):
            raise self._too_slow()
        asked = _behind(lambda: _ranked(ranker, query, texts), self._places.release)
        try:
            return asked.result(seconds)
        except TimeoutError as error:
            self._rests_until = time.monotonic() + _REST_S
            raise self._too_slow() from error

    def _too_slow(self) -> NotReranked:
        return NotReranked(f"it takes longer than {self._said.seconds:g} seconds")

    def _made(self) -> Runs:
        with self._lock:
            if self._opening is None:
                self._opening = _behind(lambda: _ranker(self._said.ranker))
        if not self._wait and not self._opening.done():
            raise NotReranked("it is still being opened")
        return self._opening.result()


class Unreadable:
    """A ``Reranker`` whose file describes none: every search says so."""

    first = 2

    def __init__(self, name: str) -> None:
        self.name = name

    def order(self, query: str, texts: Sequence[str]) -> Sequence[tuple[int, float | None]]:
        """Raises ``NotReranked``."""
        del query, texts
        raise NotReranked(_UNMADE)


def open_reranker(path: Path, *, wait: bool) -> HaystackReranker | Unreadable:
    """The re-ranker of a file; nothing is loaded yet."""
    try:
        said = read_described(path, RerankerFile, what="a re-ranker", fault=NotReranked)
    except NotReranked as reason:
        _log.warning("%s", reason)
        return Unreadable(path.stem)
    return HaystackReranker(said, wait=wait)


def _ranker(said: Described) -> Runs:
    """The component. Why it cannot be made may name a service's address, so that is for the log alone."""
    try:
        return _checked(made(said, what="re-ranker", fault=NotReranked))
    except NotReranked as reason:
        _log.warning("%s", reason)
        raise NotReranked(_UNMADE) from reason


def _checked(component: Runs) -> Runs:
    takes = inspect.signature(component.run).parameters if hasattr(component, "run") else {}
    if "query" not in takes or "documents" not in takes:
        raise NotReranked(f"{type(component).__name__} is no ranker: it does not run on a query and documents.")
    return component


def _ranked(ranker: Runs, query: str, texts: Sequence[str]) -> list[tuple[int, float | None]]:
    from index.haystack_quiet import Document

    documents = [Document(id=str(place), content=text) for place, text in enumerate(texts)]
    try:
        answer = ranker.run(query=query, documents=documents, top_k=len(documents))
        found = {int(document.id): document.score for document in answer["documents"]}
    except Exception as error:  # the libraries beneath raise whatever they meet
        _log.warning("The re-ranker failed.", exc_info=True)
        raise NotReranked("it failed: the log says why") from error
    if not found.keys() <= set(range(len(texts))):
        raise NotReranked("it answered documents that it was not given")
    return list(found.items())


def _behind(work: Callable[[], T], after: Callable[[], object] = lambda: None) -> "Future[T]":
    """Work in a thread that nobody waits for at the end: a model that hangs must not keep a command from ending."""
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001  (whoever wants the result is told)
            done.set_exception(error)
        finally:
            after()

    threading.Thread(target=run, name="lexgap-reranker", daemon=True).start()
    return done
