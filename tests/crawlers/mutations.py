"""Ways in which a page goes wrong, applied to genuine ones: each gives another answer, the same in every run."""

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from crawlers.common_characters import han
from law.numerals import parse_numeral
from tests.crawlers.faulty_pages import CHALLENGES, ERRORS, SHELLS, menu, page_of
from tests.crawlers.recorded_answers import Answer, docx_of, zipped

CUTS: Final = (0.02, 0.08, 0.15, 0.22, 0.3, 0.37, 0.45, 0.52, 0.6, 0.68, 0.75, 0.82, 0.88, 0.93, 0.97, 0.99, 0.998)
ENCODINGS: Final = ("gb18030", "big5hkscs", "cp932", "cp1252", "utf-16", "utf-16-le", "euc_kr")
DECLARED: Final = ("gb2312", "big5", "iso-8859-1", "shift_jis", "koi8-r", "windows-1251", "utf-8")
MISREAD: Final = (
    ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("utf-8", "gb18030"), ("utf-8", "big5hkscs"), ("utf-8", "cp932"),
    ("utf-8", "ascii"), ("utf-8", "koi8-r"), ("cp1252", "utf-8"), ("cp1252", "gb18030"),
)  # fmt: skip
MISREAD_IN_THE_EAST: Final = (
    ("gb18030", "utf-8"), ("gb18030", "latin-1"), ("gb18030", "big5hkscs"), ("big5hkscs", "gb18030"),
    ("gb18030", "euc_jp"), ("big5hkscs", "latin-1"),
)  # fmt: skip
ARTICLES: Final = {
    "ca_justice": r"<Section\b.*?</Section>",
    "cn_flk": r"(?m)^第[一二三四五六七八九十]+条　.*\n(?:(?!第[^\n]{1,5}[条章]|附件).*\n)*",
    "eu_cellar": r"<div class=\"eli-subdivision\" id=\"art_[0-9]+\">.*?(?=<div class=\"eli-subdivision\" id=\"art_)",
    "hk_elegislation": r"<section\b.*?</section>",
    "jp_egov": r"<Article Num.*?</Article>",
    "sg_sso": r"<div class=\"prov1\">.*?(?=<div class=\"prov1\">)",
    "tw_moj": r"<條文>.*?</條文>|<ArticleData>.*?</ArticleData>|\{\s*\"ArticleType\": \"A\".*?\},",
    "uk_legislation": r"<P1group\b.*?</P1group>",
    "us_ecfr": r"<DIV8\b.*?</DIV8>",
    "us_uslm": r"<section\b.*?</section>",
}
"""What prints an article in each format; pages of Chinese governments print it as a paragraph of its own."""
INSERTED: Final = re.compile(
    r"条[之の][一二三]|第 ?[0-9]+-[0-9]|Num=\"[0-9]+_[0-9]|<Label>[0-9]+\.[0-9]|(?:>|第|§ )[0-9]+[A-Za-z]+(?:條|[.<—])"
)
_NUMBER: Final = re.compile(
    r"第 ?([0-9一二三四五六七八九十百]+) ?[条條]|Article (?:Num=\")?([0-9]+)"
    r"|(?:<Label>|<Pnumber[^>]*>|<num[^>]*>)\D{0,9}([0-9]+)"
    r"|§ ?(?:[0-9]+\.)?([0-9]+)|id=\"art_([0-9]+)|id=\"(?:section|article|regulation)-([0-9]+)\"|<strong>([0-9]+)"
)
_FEW: Final = 40
PARAGRAPHS: Final = r"<p\b[^>]*>(?:<[^>]*>|\s|&nbsp;|　)*第[一二三四五六七八九十百]+条.*?</p>"
_DECLARATION: Final = re.compile(rb"(charset|encoding)(=[\"']?)[A-Za-z0-9-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """A kind of fault, what exactly was done, and the answer after it."""

    kind: str
    detail: str
    answer: Answer


def mutations(answer: Answer) -> Iterator[Mutation]:
    """Every mutation of an answer that changes its bytes."""
    for kind, make in _MAKERS.items():
        for detail, changed in make(answer):
            if changed.page != answer.page:
                yield Mutation(kind=kind, detail=detail, answer=changed)


def text_of(answer: Answer) -> bytes:
    """The bytes that hold the text: of the one file in an archive, the lines of a docx, or of the page itself."""
    if not answer.page.body.startswith(b"PK"):
        return gzip.decompress(answer.page.body) if answer.page.body.startswith(b"\x1f\x8b") else answer.page.body
    with zipfile.ZipFile(io.BytesIO(answer.page.body)) as archive:
        return archive.read("word/document.xml" if _is_docx(archive) else archive.namelist()[0])


def with_text(answer: Answer, raw: bytes) -> Answer:
    """The answer with other bytes in the same packing."""
    if not answer.page.body.startswith(b"PK"):
        return with_body(answer, raw)
    with zipfile.ZipFile(io.BytesIO(answer.page.body)) as archive:
        if not _is_docx(archive):
            return with_body(answer, zipped(archive.namelist()[0], raw))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as made:
            for name in archive.namelist():
                made.writestr(name, raw if name == "word/document.xml" else archive.read(name))
    return with_body(answer, packed.getvalue())


def with_body(answer: Answer, body: bytes, **headers: str) -> Answer:
    """The answer with another body; ``headers`` are added."""
    named = {**answer.page.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return replace(answer, page=replace(answer.page, body=body, headers=named))


def _is_docx(archive: zipfile.ZipFile) -> bool:
    return "word/document.xml" in archive.namelist()


_Made = Iterator[tuple[str, Answer]]


def _cut(answer: Answer) -> _Made:
    raw = text_of(answer)
    for share in CUTS:
        yield f"text at {share}", with_text(answer, raw[: int(len(raw) * share)])
        yield f"body at {share}", with_body(answer, answer.page.body[: int(len(answer.page.body) * share)])
    for n, match in enumerate(list(re.finditer(rb"</[A-Za-z0-9]+>", raw))[-12:]):
        yield f"before closing tag {n}", with_text(answer, raw[: match.start()])


def _gzip_cut(answer: Answer) -> _Made:
    packed = gzip.compress(answer.page.body, mtime=0)
    for share in (0.3, 0.6, 0.9):
        yield f"gzip at {share}", with_body(answer, packed[: int(len(packed) * share)])
    yield "gzip without its trailer", with_body(answer, packed[:-8])


def _re_encoded(answer: Answer) -> _Made:
    text = _decoded(answer)
    for encoding in ENCODINGS:
        yield encoding, with_text(answer, text.encode(encoding, "replace"))


def _declared(answer: Answer) -> _Made:
    raw = text_of(answer)
    for name in DECLARED:
        declared = _DECLARATION.sub(rb"\1\2" + name.encode(), raw)
        yield f"declared {name}", with_text(answer, declared)


def _header_lies(answer: Answer) -> _Made:
    for name in DECLARED:
        kind = answer.page.headers.get("content-type", "text/html").partition(";")[0]
        yield name, with_body(answer, answer.page.body, content_type=f"{kind}; charset={name}")
    for kind in ("application/pdf", "application/json", "image/png"):
        yield kind, with_body(answer, answer.page.body, content_type=kind)


def _misread(answer: Answer) -> _Made:
    text = _decoded(answer)
    for right, wrong in (*MISREAD, *(MISREAD_IN_THE_EAST if han(text) > _FEW else ())):
        once = text.encode(right, "replace").decode(wrong, "replace")
        yield f"{right} as {wrong}", with_text(answer, once.encode("utf-8", "replace"))
        yield f"{right} as {wrong}, twice", with_text(answer, _again(once, right, wrong))
        middle = len(text) // 2
        half = text[:middle] + text[middle:].encode(right, "replace").decode(wrong, "replace")
        yield f"{right} as {wrong}, second half", with_text(answer, half.encode("utf-8", "replace"))


def _again(text: str, right: str, wrong: str) -> bytes:
    return text.encode(right, "replace").decode(wrong, "replace").encode("utf-8", "replace")


def _lost(answer: Answer) -> _Made:
    text = _decoded(answer)
    foreign = re.compile(r"[^\x00-\x7f]")
    yield "question marks", with_text(answer, foreign.sub("?", text).encode())
    yield "replacement characters", with_text(answer, foreign.sub("\ufffd", text).encode())
    yield "every tenth", with_text(answer, _every(text, 10, "\ufffd").encode())
    yield "every hundredth NUL", with_text(answer, _every(text, 100, "\x00").encode())
    yield "a NUL", with_text(answer, (text[: len(text) // 2] + "\x00" + text[len(text) // 2 :]).encode())
    yield "a surrogate", with_text(answer, (text[:-40] + "\ud800" + text[-40:]).encode("utf-8", "surrogatepass"))


def _every(text: str, step: int, mark: str) -> str:
    return "".join(mark if not n % step and c.isalpha() and c > "\x7f" else c for n, c in enumerate(text))


def _other_page(answer: Answer) -> _Made:
    pages = {**CHALLENGES, **SHELLS, **{name: error.page for name, error in ERRORS.items()}}
    pages |= {"menu": menu(60), "stub": page_of("<p>(Repealed 16 of 1990 s. 60)</p>"), "nothing": ""}
    pages |= {
        "title only": page_of("<h1>路灯管理办法</h1>"),
        "a message": '{"code":500,"msg":"系统繁忙"}',
        "null": "null",
    }
    for name, page in pages.items():
        yield name, with_body(answer, page.encode())
        yield f"{name}, as HTML", with_body(answer, page.encode(), content_type="text/html; charset=utf-8")
    yield "an image", with_body(answer, b"\x89PNG\r\n\x1a\n" + bytes(200))
    yield "old Word", with_body(answer, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def _no_words(answer: Answer) -> _Made:
    raw = text_of(answer)
    start = raw.find(b"<body") if b"<body" in raw else 0
    yield "tags alone", with_text(answer, raw[:start] + re.sub(rb">[^<]+<", b"><", raw[start:]))
    text = _decoded(answer)
    linked = re.sub(r"(?s)(<p\b[^>]*>)(.*?)(</p>)", r"\1<a href='/x'>栏目</a>\3", text)
    yield "links for paragraphs", with_text(answer, linked.encode())


def _article_removed(answer: Answer) -> _Made:
    """Each article within a series is left out once, as by a page put together wrongly: see ``_noticeable``."""
    if answer.page.body.startswith(b"PK") and answer.source == "cn_flk":
        yield from _article_of_docx_removed(answer)
        return
    text = _decoded(answer)
    main = text[: text.find("<schedule")] if "<schedule" in text else text
    found = list(re.finditer(ARTICLES.get(answer.source, PARAGRAPHS), main, re.DOTALL))
    for n, match in _noticeable(found)[:25]:
        yield f"article {n}", with_text(answer, (text[: match.start()] + text[match.end() :]).encode())


def _article_of_docx_removed(answer: Answer) -> _Made:
    from tests.crawlers.reviewed import FIXTURES

    text = (FIXTURES / "cn_flk" / "details.txt").read_text(encoding="utf-8")
    for n, match in _noticeable(list(re.finditer(ARTICLES["cn_flk"], text))):
        yield f"article {n}", with_body(answer, docx_of(text[: match.start()] + text[match.end() :]))


def _noticeable(found: list[re.Match[str]]) -> list[tuple[int, re.Match[str]]]:
    """The articles n that stand between n - 1 and n + 1, numbered in the order of the page.

    The rule: the first and the last of a series (a law of several in a file, a chapter that begins at § 101, the items
    of a schedule) leave no gap, and inserted ones (第二条之一, 3A, 1.1) a law may have or not: nobody can notice.
    """
    whole = [(n, match, _number(match[0])) for n, match in enumerate(found, start=1) if not _inserted(match[0])]
    return [
        (n, match)
        for (_, _, before), (n, match, number), (_, _, after) in zip(whole, whole[1:], whole[2:], strict=False)
        if number > 0 and (before, after) == (number - 1, number + 1)
    ]


def _inserted(article: str) -> bool:
    return INSERTED.search(article[:400]) is not None


def _number(article: str) -> int:
    """The article's own number; 0 where it has none that is read here."""
    found = _NUMBER.search(article[:2_000])
    if found is None:
        return 0
    return int(parse_numeral(next(group for group in found.groups() if group)))


def _decoded(answer: Answer) -> str:
    """In the encoding of the page, which is UTF-8 or GBK in all that are genuine."""
    raw = text_of(answer)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


_MAKERS: Final[dict[str, Callable[[Answer], _Made]]] = {
    "cut": _cut,
    "gzip cut": _gzip_cut,
    "re-encoded": _re_encoded,
    "wrong declaration": _declared,
    "header lies": _header_lies,
    "mojibake": _misread,
    "characters lost": _lost,
    "another page": _other_page,
    "no words": _no_words,
    "article removed": _article_removed,
}
KINDS: Final = tuple(_MAKERS)
