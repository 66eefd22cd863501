"""A small corpus of an invented place, its real index, and the API on it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from gaps.review_records import Role as Part
from index.build import build_index
from law.corpus import Corpus, Refusal
from law.corpus_writing import writing
from law.identifier import instrument_id
from law.instrument import DatedFact, Instrument, Status, TextState, Version
from law.provision import Provision, Unit
from search_api.accounts.desk import AccountDesk
from search_api.accounts.keys import ApiKeys
from search_api.accounts.records import Role
from search_api.app import create_app
from search_api.library import Library
from search_api.opening import open_library
from search_api.settings import Settings

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TODAY = date(2026, 1, 2)


def provisions(*texts: str, english: bool = False) -> tuple[Provision, ...]:
    chapter = Provision(id="chp_1", unit=Unit.HEADING, label="Part 1" if english else "第一章", heading="总则")
    numerals = "一二三四五六七八九"
    articles = [
        Provision(
            id=f"{'sec' if english else 'art'}_{n}",
            unit=Unit.ARTICLE,
            label=f"Section {n}" if english else f"第{numerals[n - 1]}条",
            text=text,
            path=(chapter.label,),
            parent=chapter.id,
        )
        for n, text in enumerate(texts, 1)
    ]
    return (chapter, *articles)


def text(day: date, *texts: str, in_force: date | None = None, **facts: object) -> Version:
    language = str(facts.pop("language", "zh-Hans"))
    return Version(
        key=day.isoformat(),
        language=language,
        source="invented",
        source_ref=f"{day.isoformat()}-{len(texts)}.md",
        source_url="https://law.example/invented" if language == "en" else None,
        sha256=f"{abs(hash((day, texts))):064x}"[:64],
        retrieved_at=AT,
        promulgated_on=DatedFact(day=day, provenance="history line"),
        in_force_from=DatedFact(day=in_force, provenance="last article") if in_force else None,
        text_state=facts.pop("text_state", TextState.AS_ENACTED),  # type: ignore[arg-type]  # the tests pass the right one
        status=facts.pop("status", Status.UNKNOWN),  # type: ignore[arg-type]  # the tests pass the right one
        provisions=provisions(*texts, english=language == "en"),
    )


def law(
    title: str, *versions: Version, jurisdiction: str = "xs", kind: str | None = "law", **names: object
) -> Instrument:
    return Instrument(
        id=instrument_id(jurisdiction=jurisdiction, title=title),
        jurisdiction=jurisdiction,
        kind=kind,
        titles={versions[0].language: title},
        short_titles=names.get("short_titles", ()),  # type: ignore[arg-type]  # the tests pass the right one
        versions=versions,
    )


INSTRUMENTS = (
    law(
        "样例国政府信息公开法",
        text(date(2012, 3, 15), "行政机关可以公开政府信息。", "申请人应当说明用途。", in_force=date(2012, 9, 1)),
        text(
            date(2021, 9, 10),
            "行政机关应当主动公开政府信息，以公开为常态、不公开为例外。",
            "行政机关收到申请后，应当在二十个工作日内答复。",
            "涉及国家秘密的政府信息，不予公开。",
            in_force=date(2022, 1, 1),
        ),
        short_titles=("公开法",),
    ),
    law("数据条例", text(date(2020, 1, 1), "公共数据应当开放。", in_force=date(2020, 2, 1)), kind=None),
    law("数据条例", text(date(2023, 1, 1), "本市公共数据依法开放。"), jurisdiction="xs-lin", kind="local_regulation"),
    law(
        "Samplia Data Breach Notification Act 2024",
        text(
            date(2024, 5, 1),
            "A public body must notify a personal data breach within 72 hours.",
            'Text with <b>marks</b> & "quotes" [and](links) is kept as published.',
            in_force=date(2024, 7, 1),
            language="en",
        ),
        kind="act",
        short_titles=("SDBNA",),
    ),
    law("档案法", text(date(2015, 6, 18), "档案应当向社会开放。", text_state=TextState.TRUNCATED)),
)


def fill(home: Path, *instruments: Instrument) -> None:
    with Corpus.open(home) as corpus:
        with writing(corpus, source="invented", at=AT) as writer:
            for instrument in instruments:
                writer.add(instrument)
            writer.refuse(Refusal(source="invented", source_ref="toc.md", outcome="skipped", reason="not a law"))
        build_index(corpus, home)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("home")
    fill(home, *INSTRUMENTS)
    return Settings(home=home, embedder="none")


@pytest.fixture(scope="session")
def library(settings: Settings) -> Iterator[Library]:
    opened = open_library(settings, today=lambda: TODAY)
    yield opened
    opened.close()


def desk_of(app: FastAPI) -> AccountDesk:
    found = app.state.accounts
    assert isinstance(found, AccountDesk)
    return found


def key_of(app: FastAPI, name: str = "lin", part: Part | None = None) -> str:
    """An API key of an account, which is made where it is missing, with a part in reviews."""
    desk = desk_of(app)
    held = next((one for one in desk.accounts() if one.name == name), None)
    account = held or desk.add(name, Role.REVIEWER, subject=f"https://id.example {name}")
    if part is not None:
        app.state.library.get().reviews.set_reviewer("root", name, part)
    return ApiKeys(file=desk.file, clock=desk.clock).add(account, "tests")[1]


def bearing(key: str) -> dict[str, str]:
    """The header that a key is sent in."""
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture(scope="session")
def key(app: FastAPI) -> str:
    return key_of(app)


@pytest.fixture(scope="session")
def app(settings: Settings, library: Library) -> FastAPI:
    return create_app(settings, library=library)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


@contextmanager
def without_a_free_thread(app: FastAPI) -> Iterator[None]:
    """All that answers quick requests is busy, so that none is answered in time."""
    released = threading.Event()
    busy = [app.state.quick._pool.submit(released.wait, 10) for _ in range(4)]
    yield
    released.set()
    assert all(each.result() for each in busy)
