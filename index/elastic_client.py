"""Speaking to Elasticsearch: every answer is bounded in time and complete, or an error that says why.

With three nodes a request that meets a dead one goes to the next. An answer that covers only some shards, or that the
server cut short, is never taken for the whole. After a failure the server is left alone for a moment, so that a
service whose Elasticsearch is down answers at once.
"""

import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeVar

import urllib3
from elastic_transport import ConnectionError as NoConnection
from elastic_transport import ConnectionTimeout, TlsError
from elasticsearch import ApiError, Elasticsearch

from index.cluster import Cluster
from index.records import BadQuery, IndexUnavailable

Json = dict[str, Any]
Answer = TypeVar("Answer")
_CONNECT_S: Final = 1.5
_REST_S: Final = 1.0
_PAUSE_S: Final = 0.1
_AGAIN: Final = (429, 502, 503, 504)
_NOT_ALLOWED: Final = {
    401: "it does not accept the key or user: see LEXGAP_ELASTICSEARCH_API_KEY, or _USER and _PASSWORD",
    403: "the key or user lacks a right that docs/deployment.md names",
}
_NOT_TRUSTED: Final = (
    "its certificate is not trusted: LEXGAP_ELASTICSEARCH_CA_FILE or LEXGAP_ELASTICSEARCH_FINGERPRINT must name what "
    "vouches for it"
)
_TOO_MANY_WORDS: Final = ("too_many_nested_clauses", "too_many_clauses", "maxClauseCount")


class ClusterUnavailable(IndexUnavailable):
    """Elasticsearch does not answer, or not for the whole index; the message says what to do."""


class Connection:
    """A cluster, spoken to. Safe to use from several threads."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        try:
            if cluster.ca_file:
                ssl.create_default_context(cafile=cluster.ca_file)
            self._client = Elasticsearch(list(cluster.urls), **_options(cluster))
        except (OSError, ValueError) as error:
            raise self._down(f"its settings are wrong: {error}{_ca_file(cluster)}") from error
        self._resting_until = 0.0
        self._fault = ""
        self._lock = threading.Lock()

    def ask(self, action: Callable[[Elasticsearch], Answer], *, seconds: float | None = None) -> Answer:
        """The answer of the first node that gives one, within ``seconds``, by default those of a search.

        Raises ClusterUnavailable, and ``ApiError`` for what the server refuses.
        """
        self._refuse_while_resting()
        ends = time.monotonic() + (seconds or self.cluster.seconds)
        for attempt in range(len(self.cluster.urls) + 1):
            try:
                return action(self._limited(ends))
            except (NoConnection, ConnectionTimeout, TlsError) as error:
                self._tell_if_over(error, ends, attempt)
            except ApiError as error:
                if error.status_code in _NOT_ALLOWED:
                    raise self._down(f"{_NOT_ALLOWED[error.status_code]} ({refused(error)})") from error
                if error.status_code not in _AGAIN:
                    raise
                self._tell_if_over(error, ends, attempt)
            time.sleep(_PAUSE_S * attempt)
        raise AssertionError

    def searches(self, asked: Sequence[tuple[Json, Json]], *, seconds: float | None = None) -> list[Json]:
        """The answers to several searches (header, body), sent as one request; each is complete.

        Raises ClusterUnavailable, BadQuery.
        """
        allowed = seconds or self.cluster.seconds
        ends, limit = time.monotonic() + allowed, {"timeout": f"{int(allowed * 1000)}ms"}
        lines = [line for header, body in asked for line in ({**_WHOLE, **header}, {**limit, **body})]
        while True:
            left = ends - time.monotonic()
            answers = self.ask(lambda client: client.msearch(searches=lines).body["responses"], seconds=max(left, 0.05))
            fault = next(filter(None, map(_fault, answers)), None)
            if fault is None:
                return list(answers)
            if "index_not_found" in fault:
                raise _gone(fault)
            if not _passes(fault) or time.monotonic() > ends - _PAUSE_S:
                raise self._down(f"it answered only in part ({fault})")
            time.sleep(_PAUSE_S)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _limited(self, ends: float) -> Elasticsearch:
        left = max(ends - time.monotonic(), 0.05)
        connect = min(_CONNECT_S / len(self.cluster.urls), left)
        # The transport hands the value to urllib3 as it is, which knows two limits.
        limits: Any = urllib3.Timeout(connect=connect, read=left)
        return self._client.options(request_timeout=limits)

    def _tell_if_over(self, error: Exception, ends: float, attempt: int) -> None:
        if attempt < len(self.cluster.urls) and time.monotonic() < ends and not isinstance(error, TlsError):
            return
        fault = self._down(_said(error))
        with self._lock:
            self._fault, self._resting_until = str(fault), time.monotonic() + _REST_S
        raise fault from error

    def _refuse_while_resting(self) -> None:
        with self._lock:
            resting = time.monotonic() < self._resting_until
        if resting:
            raise ClusterUnavailable(self._fault)

    def _down(self, why: str) -> ClusterUnavailable:
        return ClusterUnavailable(
            f"Elasticsearch at {self.cluster.shown} cannot be used: {why}. Start it, or set "
            "LEXGAP_ELASTICSEARCH_URL to where it runs; `lexgap index --engine tantivy` needs no server"
        )


@lru_cache(maxsize=8)
def connect(cluster: Cluster) -> Connection:
    """The process's connection to a cluster; nothing is sent yet."""
    return Connection(cluster)


def _gone(fault: str) -> ClusterUnavailable:
    return ClusterUnavailable(
        f"Elasticsearch no longer holds the index that this data directory was built with ({fault}): run "
        "`lexgap index`, which builds it anew; the corpus is unharmed"
    )


def refused(error: ApiError) -> str:
    """Why the server refused, without what was sent."""
    reason = error.info.get("error", error.info) if isinstance(error.info, Mapping) else error.message
    named = reason.get("reason") or reason.get("type") if isinstance(reason, Mapping) else reason
    return f"{error.status_code}: {str(named)[:300]}"


_WHOLE: Final[Json] = {"allow_partial_search_results": False}


def _fault(answer: Json) -> str | None:
    """Why an answer is not the whole; None where it is. Raises BadQuery for a query that is too long."""
    if "error" in answer:
        told = str(answer["error"])
        if any(name in told for name in _TOO_MANY_WORDS):
            raise BadQuery("the query has too many words to be searched for at once: shorten it to those that matter")
        return f"{answer.get('status')}: {answer['error'].get('type')}: {answer['error'].get('reason')}"[:300]
    shards = answer["_shards"]
    if answer["timed_out"]:
        return "it ran out of time"
    return None if shards["successful"] == shards["total"] else f"{shards['successful']} of {shards['total']} shards"


def _passes(fault: str) -> bool:
    """Whether asking again may help: a shard is moving to another node, a queue is full."""
    return fault.startswith(tuple(map(str, _AGAIN))) or fault.endswith("shards")


def _said(error: Exception) -> str:
    if isinstance(error, ApiError):
        return refused(error)
    if isinstance(error, TlsError):
        return f"{_NOT_TRUSTED} ({str(error.errors[-1] if error.errors else error)[:120]})"
    return str(error).replace("\n", " ")[:200]


def _ca_file(cluster: Cluster) -> str:
    """Errors of a file of certificates do not name it."""
    return f" (LEXGAP_ELASTICSEARCH_CA_FILE is {cluster.ca_file})" if cluster.ca_file else ""


def _options(cluster: Cluster) -> Json:
    """Retries are ours, so that they keep to the time of the whole."""
    secret = {
        "api_key": cluster.api_key,
        "basic_auth": (cluster.username, cluster.password or "") if cluster.username else None,
        "ca_certs": str(cluster.ca_file) if cluster.ca_file else None,
        "ssl_assert_fingerprint": cluster.fingerprint,
    }
    given = {name: value for name, value in secret.items() if value}
    return {"max_retries": 0, "dead_node_backoff_factor": 0.5, "max_dead_node_backoff": 5, **given}
