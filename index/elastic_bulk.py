"""Writing many documents: what the server refuses is kept in a file, what it is too busy for is sent again."""

import json
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from elasticsearch import ApiError

from index.elastic_client import ClusterUnavailable, Connection, refused
from index.records import IndexUnavailable

Json = dict[str, Any]
Documents = Iterable[tuple[str, Json | None]]
"""Ids with documents; None deletes what has the id, if anything has."""
_AT_ONCE: Final = 400
_MOST_CHARACTERS: Final = 1_500_000
_SENDERS: Final = 2
_ATTEMPTS: Final = 9
_FIRST_PAUSE_S: Final = 0.2
_LONGEST_PAUSE_S: Final = 15.0
_REQUEST_S: Final = 120.0
_BUSY: Final = (429, 503)
_CLONED: Final = "FORBIDDEN/8/index write"


class DocumentsRefused(IndexUnavailable):
    """The server refused documents; the former index is still the one that is searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many documents were written, how often one was sent again, and how many were refused."""

    written: int = 0
    again: int = 0
    refused: int = 0


@dataclass(slots=True)
class _Sent:
    """What became of one batch."""

    again: int
    refused: list[Json]


def write_documents(connection: Connection, index: str, documents: Documents, refused_file: Path) -> Written:
    """Write them all. Raises DocumentsRefused, after the rest is written, and ClusterUnavailable.

    ``refused_file`` gets a JSON line for each refused document: its id, the status and the reason.
    """
    refused_file.unlink(missing_ok=True)
    waiting: deque[tuple[int, Future[_Sent]]] = deque()
    total = Written()
    with ThreadPoolExecutor(_SENDERS, thread_name_prefix="lexgap-bulk") as pool:
        for batch in _batches(documents):
            if len(waiting) > _SENDERS:
                total = _counted(total, *waiting.popleft(), refused_file)
            waiting.append((len(batch), pool.submit(_send, connection, index, batch)))
        while waiting:
            total = _counted(total, *waiting.popleft(), refused_file)
    if total.refused:
        raise DocumentsRefused(
            f"Elasticsearch refused {total.refused} of {total.written + total.refused} documents; each is named with "
            f"the reason in {refused_file}. The former index is still searched: mend the cause and build again"
        )
    return total


def _counted(total: Written, size: int, sent: Future[_Sent], refused_file: Path) -> Written:
    result = sent.result()
    if result.refused:
        with refused_file.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in result.refused)
    gone = len(result.refused)
    return Written(written=total.written + size - gone, again=total.again + result.again, refused=total.refused + gone)


def _batches(documents: Documents) -> Iterator[list[tuple[str, Json | None]]]:
    batch: list[tuple[str, Json | None]] = []
    characters = 0
    for name, document in documents:
        batch.append((name, document))
        characters += len(document.get("content", "")) * 8 + 2_000 if document else 0
        if len(batch) >= _AT_ONCE or characters > _MOST_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _send(connection: Connection, index: str, batch: list[tuple[str, Json | None]]) -> _Sent:
    sent = _Sent(again=0, refused=[])
    left = dict(batch)
    for attempt in range(_ATTEMPTS):
        busy = _once(connection, index, left, sent, last=attempt == _ATTEMPTS - 1)
        if not busy:
            return sent
        sent.again += len(busy)
        left = busy
        time.sleep(min(_FIRST_PAUSE_S * 2**attempt, _LONGEST_PAUSE_S))
    return sent


_Left = dict[str, Json | None]


def _once(connection: Connection, index: str, left: _Left, sent: _Sent, *, last: bool) -> _Left:
    """Send; gives what is to be sent again. On the last attempt what the server is too busy for is refused."""
    operations = [line for name, document in left.items() for line in _lines(name, document)]
    try:
        answer = connection.ask(lambda client: client.bulk(index=index, operations=operations).body, seconds=_REQUEST_S)
    except ClusterUnavailable:
        if last:
            raise
        return left
    except ApiError as error:
        raise DocumentsRefused(f"Elasticsearch refused to write into {index} ({refused(error)})") from error
    busy = {}
    for item in answer["items"] if answer["errors"] else ():
        (result,) = item.values()
        if _passes(result) and not last:
            busy[result["_id"]] = left[result["_id"]]
        elif "error" in result:
            sent.refused.append(_reason(result))
    return busy


def _lines(name: str, document: Json | None) -> tuple[Json, ...]:
    return ({"delete": {"_id": name}},) if document is None else ({"index": {"_id": name}}, document)


def _passes(result: Mapping[str, Any]) -> bool:
    """Whether sending again may help: the server is busy, or the index is being cloned, which takes a moment."""
    return result["status"] in _BUSY or _CLONED in str(result.get("error"))


def _reason(result: Mapping[str, Any]) -> Json:
    error = result["error"]
    why = f"{error.get('type')}: {error.get('reason')}"
    cause = error.get("caused_by") or {}
    return {"id": result["_id"], "status": result["status"], "reason": why, "cause": cause.get("reason")}
