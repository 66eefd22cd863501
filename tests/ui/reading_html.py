"""Reading pages in tests as a person without JavaScript would: the words, the links, the forms."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from starlette.testclient import TestClient

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A page as read. ``raw`` is what was sent."""

    status: int
    address: str
    raw: str
    html: BeautifulSoup

    @property
    def words(self) -> str:
        return " ".join(self.html.body.get_text(" ").split()) if self.html.body else ""

    @property
    def title(self) -> str:
        return self.html.title.get_text() if self.html.title else ""

    def link(self, text: str, within: str = "body") -> str:
        """The address of the first link whose words hold the text."""
        for area in self.html.select(within):
            for a in area.find_all("a", href=True):
                if text in a.get_text(" "):
                    return urljoin(self.address, str(a["href"]))
        raise AssertionError(f"no link {text!r} within {within} on {self.address}")

    def all(self, selector: str) -> list[Tag]:
        return list(self.html.select(selector))

    def texts(self, selector: str) -> list[str]:
        return [" ".join(found.get_text(" ").split()) for found in self.all(selector)]

    def attributes(self) -> Iterator[tuple[Tag, str, str]]:
        for tag in self.html.find_all(True):
            for name, value in tag.attrs.items():
                yield tag, name, " ".join(value) if isinstance(value, list) else str(value)


def read(client: TestClient, address: str, language: str | None = None, **headers: str) -> Read:
    """Ask for a page, following redirects."""
    if language is not None:
        path, mark, fragment = address.partition("#")
        address = f"{path}{'&' if '?' in path else '?'}lang={language}{mark}{fragment}"
    answer = client.get(address.partition("#")[0], headers=headers, follow_redirects=True)
    html = BeautifulSoup(answer.text, "html.parser")
    return Read(status=answer.status_code, address=str(answer.url), raw=answer.text, html=html)


def submit(client: TestClient, page: Read, selector: str, **values: str) -> Read:
    """Fill in a form as a browser does without JavaScript: every named field is sent, the empty ones too."""
    form = page.all(selector)[0]
    sent: list[tuple[str, str | int | float | bool | None]] = []
    for field in form.find_all(["input", "select"]):
        name = str(field.get("name", ""))
        if not name or (field.get("type") in ("checkbox", "radio") and "checked" not in field.attrs):
            continue
        sent.append((name, values.pop(name, _value(field))))
    assert not values, f"the form has no {list(values)}"
    answer = client.get(str(form["action"]), params=sent, follow_redirects=True)
    html = BeautifulSoup(answer.text, "html.parser")
    return Read(status=answer.status_code, address=str(answer.url), raw=answer.text, html=html)


def _value(field: Tag) -> str:
    if field.name != "select":
        return str(field.get("value", "on" if field.get("type") == "checkbox" else ""))
    chosen = field.find("option", selected=True) or field.find("option")
    return str(chosen.get("value", "")) if isinstance(chosen, Tag) else ""
