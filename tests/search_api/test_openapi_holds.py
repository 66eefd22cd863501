"""Schemathesis asks every address what OpenAPI says it takes, and more: it answers as OpenAPI says, and never fails.

`LEXGAP_API_CASES=150` asks each address that often instead of ten times; before a release it is run with more.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from starlette.types import Receive, Scope, Send

from gaps.review_records import Role as Part
from search_api.app import create_app
from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import INSTRUMENTS, TODAY, bearing, fill, key_of
from tests.search_api.test_addresses import KEYED, OPERATIONS

LEFT_OUT = {
    "positive_data_acceptance": "codes, days and names are read from tables that OpenAPI does not list: 422 is right",
    "missing_required_header": "no address needs a header but that of a key",
    "use_after_free": "test_writing.py deletes and asks again",
    "ensure_resource_availability": "test_writing.py makes and asks again",
    "ignored_auth": "test_writing.py asks each address that needs a key without one",
    "object_level_authorization": "test_writing.py asks for what is another account's",
}
LAW = "akn/xs/act/样例国政府信息公开法"
DAYS = ["2023-01-01", "today", "any", "2023-02-30"]
REAL: dict[str, list[Any]] = {
    "address": [
        LAW, f"{LAW}@2021-09-10", f"{LAW}@2015-01-01.md", f"{LAW}.csv", f"{LAW}.akn.xml", "公开法", "数据条例",
        "没有的法", "akn/xs/act/samplia-data-breach-notification-act-2024", f"{LAW}@1900-01-01", f"{LAW}/~art_2",
    ],
    "provision_id": ["art_1", "art_2", "art_2.md", "art_3.akn.xml", "第一条", "art_99", "chp_1"],
    "name": ["one", "two", "three"],
    "requirement": ["DIS-01", "PIP-02", ["DIS-01"], "DIS-99"],
    "jurisdiction": ["xs", "xs-lin", "xs+xs-lin", ["xs", "xs-lin"], "zz"],
    "instrument": [f"/{LAW}", "公开法", "没有的法"],
    "provision": ["art_1", "第二条", "art_99"],
    "q": ["政府信息", "政府信息公开法第二条", "数据条例", '"公开" -国家', "哪些政府信息必须公开"],
    "on": DAYS, "from": DAYS, "to": DAYS, "before": DAYS,
    "area": [["DIS"], ["DISS"]],
    "kind": [["law"], ["unknown"], ["lawe"]],
    "language": ["zh-Hans", "en", ["zh-Hans"]],
    "languages": [["zh-Hans", "en"]],
    "fields": [["title"], ["id", "href"], ["nothing_such"]],
    "since": [0, 1], "after": [0, 1, 3], "limit": [1, 2], "offset": [0, 1], "k": [1, 3],
}  # fmt: skip
SENT: dict[str, list[Any]] = {
    "name": ["one", "two", "a/b"],
    "search": [{"q": "政府信息"}, {"q": "a", "kind": ["lawe"]}, {"q": "a", "on": "soon"}],
    "gaps": [None, {"requirement": ["DIS-01"]}, {"jurisdiction": ["zz"]}],
    "to": ["mailto:a@law.example", "https://law.example/hook", "https://127.0.0.1/hook", "ftp://law.example"],
    "instrument": REAL["instrument"], "provision": REAL["provision"], "quote": [None, "政府信息", "not there"],
    "why": ["it says so", " "], "words": ["look again", " "],
}  # fmt: skip
CASES = int(os.environ.get("LEXGAP_API_CASES", "10"))
SOME = settings(
    max_examples=CASES - CASES // 5,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A service of its own, since what is asked here is also written."""
    home = tmp_path_factory.mktemp("written")
    fill(home, *INSTRUMENTS)
    settings = Settings(home=home, embedder="none")
    library = open_library(settings, today=lambda: TODAY)
    yield create_app(settings, library=library)
    library.close()


@pytest.fixture(scope="module")
def described(written: FastAPI) -> Any:
    async def always_up(scope: Scope, receive: Receive, send: Send) -> None:
        """Schemathesis starts and stops an application with every request: this one is kept."""
        if scope["type"] != "lifespan":
            await written(scope, receive, send)
            return
        while (message := await receive())["type"] == "lifespan.startup":
            await send({"type": f"{message['type']}.complete"})
        await send({"type": "lifespan.shutdown.complete"})

    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", always_up)


@pytest.fixture(scope="module")
def checks() -> list[Any]:
    load_all_checks()
    assert set(LEFT_OUT) < set(CHECKS.get_all_names())
    return [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]


def real_values(case: Case[Any], draw: Any) -> None:
    """Put values that mean something, or nearly do, where they belong; most that is drawn blindly is only refused."""
    for given_in in (case.path_parameters, case.query):
        for name in [*given_in]:
            if name in REAL and draw(st.integers(0, 3)):
                given_in[name] = draw(st.sampled_from(REAL[name]))
    for name in [*case.body] if isinstance(case.body, dict) else ():
        if name in SENT and draw(st.integers(0, 3)):
            case.body[name] = draw(st.sampled_from(SENT[name]))


@pytest.fixture(scope="module")
def writer(written: FastAPI) -> dict[str, str]:
    return bearing(key_of(written, part=Part.SIGNER))


def name_of(operation: tuple[str, str]) -> str:
    return " ".join(operation)


@pytest.mark.parametrize("operation", sorted(OPERATIONS), ids=name_of)
def test_answers_are_as_openapi_says_whatever_is_asked(
    described: Any, checks: list[Any], writer: dict[str, str], operation: tuple[str, str]
) -> None:
    method, path = operation

    @seed(7)
    @SOME
    @given(case=described[path][method].as_strategy(), data=st.data())
    def ask(case: Case[Any], data: st.DataObject) -> None:
        real_values(case, data.draw)
        case.call_and_validate(checks=checks, headers=writer if operation in KEYED else None)

    ask()


@pytest.mark.parametrize("operation", sorted(OPERATIONS), ids=name_of)
def test_what_openapi_does_not_allow_is_refused_as_it_says(
    described: Any, checks: list[Any], writer: dict[str, str], operation: tuple[str, str]
) -> None:
    method, path = operation
    strategy = described[path][method].as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @seed(7)
    @settings(SOME, max_examples=CASES // 5)
    @given(case=strategy)
    def ask(case: Case[Any]) -> None:
        case.call_and_validate(checks=checks, headers=writer if operation in KEYED else None)

    ask()
