"""Requests and answers as JSON, for the journal and the snapshots."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawlers.crawl import Ask, Page


def ask_json(ask: Ask) -> dict[str, Any]:
    """A request as JSON can hold it; a body that is not UTF-8 keeps its bytes as lone surrogates."""
    return {
        "url": ask.url,
        "role": ask.role,
        "ref": ask.ref,
        "method": ask.method,
        "body": ask.body.decode("utf-8", "surrogateescape"),
        "headers": dict(ask.headers),
        "about": dict(ask.about),
        "beside": list(ask.beside),
        **({"soon": True} if ask.soon else {}),
    }


def read_ask(record: Mapping[str, Any]) -> Ask:
    """The request of its JSON."""
    return Ask(
        url=record["url"],
        role=record["role"],
        ref=record["ref"],
        method=record["method"],
        body=record["body"].encode("utf-8", "surrogateescape"),
        headers=record["headers"],
        about=record["about"],
        beside=tuple(record["beside"]),
        soon=bool(record.get("soon")),
    )


def answer_json(page: Page) -> dict[str, Any]:
    """An answer without its body, and without the request."""
    return {
        "url": page.url,
        "status": page.status,
        "headers": dict(page.headers),
        "retrieved_at": page.retrieved_at.isoformat(),
    }


def read_answer(ask: Ask, record: Mapping[str, Any], body: bytes) -> Page:
    """The answer of its JSON and its body."""
    return Page(
        ask=ask,
        url=record["url"],
        status=record["status"],
        headers=record["headers"],
        body=body,
        retrieved_at=datetime.fromisoformat(record["retrieved_at"]),
    )
