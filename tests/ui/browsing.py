"""A page in Chromium that is watched for what goes wrong on it: complaints, other hosts, words that stick out."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from search_api.typed_address import TypedAddress
from ui.locale import words_in

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_MORE_FLAGS = ("--disable-sync", "--no-first-run", "--disable-dev-shm-usage")


@contextmanager
def served(site: FastAPI) -> Iterator[str]:
    """The site on a port of this machine; gives its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    serving = uvicorn.Server(uvicorn.Config(site, http=TypedAddress, log_level="error", ws="none"))
    thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not serving.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    serving.should_exit = True
    thread.join(timeout=10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium; skips with a reason where it is not installed, and fails in CI."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        reason = "Chromium is not installed: on Debian, apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; CI must run this test")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=[*_FLAGS, *_MORE_FLAGS])
        yield opened
        opened.close()


@dataclass(slots=True)
class Watched:
    """A page with all that went wrong on it."""

    page: Page
    language: str
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        mark = "&" if "?" in path else "?"
        self.page.goto(f"{self.base}{path}{mark}lang={self.language}")
        self.check()

    def follow(self, selector: str, text: str = "") -> None:
        self.page.locator(selector, has_text=text).first.click()
        self.page.wait_for_load_state()
        self.check()

    def check(self) -> None:
        """Nothing sticks out sideways, the language is kept, and nothing has complained."""
        root = "document.documentElement"
        assert self.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), self.page.url
        assert self.page.locator("html").get_attribute("lang") == self.language
        assert self.complaints == []

    def word(self, key: str) -> str:
        return str(words_in(self.language)(key))


def watched(context: BrowserContext, base: str, language: str) -> Watched:
    page = context.new_page()
    made = Watched(page=page, language=language, base=base)
    page.on("console", lambda message: made.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("request", lambda request: _only_here(request.url, made))
    return made


def _only_here(url: str, made: Watched) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("data", "about") and parts.hostname != "127.0.0.1":
        made.complaints.append(f"asked another host: {url}")


def context_of(browser: Browser, size: str, **facts: Any) -> BrowserContext:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, **facts)
    context.set_default_timeout(30_000)
    return context
