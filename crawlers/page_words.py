"""What a web page consists of: prose, links, scripts, forms. Read in one pass, however deep the page nests."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from crawlers.readable import Unreadable
from crawlers.unknown import names

_UNSEEN: Final = names("style template select")
_WITHIN: Final = names("a b i u em strong span font sub sup br small ins del mark abbr img wbr label")
_NESTING: Final = names("div section article main span table blockquote center font form ul ol")
_DEEPEST: Final = 10_000
"""More elements within each other than any page has, and so many that reading them takes long."""
_LETTER: Final = re.compile(r"[^\W_]")
_WORD: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_SENTENCE: Final = re.compile(r"[。；！？]|[.;:]\s|[.;]$|[，,].{8}")
_FOOTER: Final = re.compile(
    r"ICP|版权|版權|主办|承办|备案|网站标识|公网安备|地址|联系|电话|邮编|邮箱|copyright|©|cookie|all rights reserved|"
    r"privacy policy|terms of use|浏览器|分辨率|技术支持|您现在的位置|当前位置",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(
    r"第\s{0,2}[0-9一二三四五六七八九十百千零〇]{1,9}(?:[-之][0-9一二三四五六七八九十]{1,3})?\s{0,2}[条條章節节]"
    r"|\b(?:Article|Section|Sec\.|Regulation)\s{1,2}[0-9]|§"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """``lines`` are the words outside links, a block a line; ``linked`` are letters within links, ``scripts`` code."""

    title: str
    headings: tuple[str, ...]
    lines: tuple[str, ...]
    linked: int
    links: int
    scripts: str
    script_files: tuple[str, ...]
    passwords: int
    refreshes: bool
    noscript: str

    @property
    def prose(self) -> str:
        """All words outside links."""
        return "\n".join(self.lines)

    @property
    def letters(self) -> int:
        """Letters outside links."""
        return letters(self.prose)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Lines that read as sentences and are none of a page's foot."""
        return tuple(line for line in self.lines if _SENTENCE.search(line) and not _FOOTER.search(line))

    @property
    def substance(self) -> int:
        """Letters in sentences."""
        return sum(map(letters, self.sentences))

    @property
    def articles(self) -> int:
        """How often an article or chapter is named outside links."""
        return len(_ARTICLE.findall(self.prose))


def words_in(text: str) -> int:
    """Words of a script that parts them, and characters of Chinese and Japanese."""
    return len(_WORD.findall(text))


def letters(text: str) -> int:
    """Letters and digits of any script."""
    return len(_LETTER.findall(text))


def words_of_page(page: str) -> PageWords:
    """Reads a page. Raises Unreadable for markup that cannot be taken apart."""
    reader = _Reader()
    try:
        reader.feed(page)
        reader.close()
    except AssertionError as error:
        raise Unreadable(f"the page's markup cannot be taken apart ({error}): see what it is") from error
    reader.end_line()
    found = reader.found
    return PageWords(
        title=" ".join("".join(found.title).split()),
        headings=tuple(" ".join("".join(heading).split()) for heading in found.headings),
        lines=tuple(found.lines),
        linked=letters("".join(found.in_links)),
        links=found.links,
        scripts="\n".join(found.scripts),
        script_files=tuple(found.script_files),
        passwords=found.passwords,
        refreshes=found.refreshes,
        noscript=" ".join(found.noscript),
    )


@dataclass(slots=True)
class _Parts:
    title: list[str] = field(default_factory=list)
    headings: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    in_links: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    script_files: list[str] = field(default_factory=list)
    noscript: list[str] = field(default_factory=list)
    links: int = 0
    passwords: int = 0
    refreshes: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = _Parts()
        self.within: set[str] = set()
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in _NESTING
        if self.depth > _DEEPEST:
            raise Unreadable("the page is nested deeper than any: it is broken or means harm, see what it is")
        told = {name: value or "" for name, value in attrs}
        if tag not in _WITHIN:
            self.end_line()
            self.within.discard("a")
        self.within.add(tag)
        self.found.links += tag == "a" and "href" in told
        self.found.passwords += tag == "input" and told.get("type", "").lower() == "password"
        self.found.refreshes |= tag == "meta" and told.get("http-equiv", "").lower() == "refresh"
        if tag == "script" and "src" in told:
            self.found.script_files.append(told["src"])
        if tag in ("h1", "h2"):
            self.found.headings.append([])

    def handle_endtag(self, tag: str) -> None:
        self.within.discard(tag)
        self.depth = max(0, self.depth - (tag in _NESTING))
        if tag not in _WITHIN:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if "script" in self.within:
            self.found.scripts.append(data)
        elif self.within & _UNSEEN:
            return
        elif "title" in self.within:
            self.found.title.append(data)
        elif "noscript" in self.within:
            self.found.noscript.append(data)
        elif "a" in self.within:
            self.found.in_links.append(data)
        else:
            self.found.line.append(data)
        if self.found.headings and self.within & {"h1", "h2"}:
            self.found.headings[-1].append(data)

    def end_line(self) -> None:
        text = " ".join("".join(self.found.line).split())
        self.found.line.clear()
        if text:
            self.found.lines.append(text)
