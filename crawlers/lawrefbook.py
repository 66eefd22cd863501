"""PRC laws, regulations and judicial interpretations from a folder in the layout of LawRefBook.

A file is ``<category>/<short title>(YYYY-MM-DD).md`` or ``DLC/<province>地方法规/地方性法规/<province>/…``; see
``crawlers.markdown_text`` for what is inside. The day in the name is the day of promulgation that the national
database gives. The source states no status.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from crawlers.importing import ImportReport, Progress, run_import
from crawlers.markdown_folder import Folder, documents, references
from crawlers.markdown_instrument import File, Place, read_instrument
from crawlers.rights import Source
from law.corpus import Corpus
from law.instrument import Instrument
from law.jurisdiction import UnknownJurisdiction, place_of_title

SOURCE: Final = Source(
    id="lawrefbook",
    title="LawRefBook: laws of the PRC in markdown",
    publisher="LawRefBook, from the National Database of Laws and Regulations",
    jurisdictions=("cn", "cn-bj", "cn-cq", "cn-gd", "cn-ha", "cn-sd", "cn-sh", "cn-zj"),
    languages=("zh-Hans",),
    licence="the texts of laws carry no copyright (Copyright Law of the PRC, art. 5)",
    terms_url="https://github.com/LawRefBook/Laws",
    address="https://github.com/LawRefBook/Laws",
    allowed_use="copy, change and publish",
    coverage="national laws, administrative regulations, judicial interpretations, some rules, local regulations of "
    "Beijing, Shanghai, Chongqing, Guangdong, Zhejiang, Shandong and Henan; not complete for any of them",
    expected={"documents": 3423},
    verified=True,
    verified_note="read over the whole snapshot of 2025-04-19",
)
NATIONAL: Final = frozenset(
    {"其他", "刑法", "司法解释", "宪法", "宪法相关法", "民法典", "民法商法", "社会法", "经济法", "行政法"}
    | {"行政法规", "诉讼与非诉讼程序法", "部门规章"}
)
_LOCAL: Final = "地方法规"
_NO_LAWS: Final = {
    "_index.md": "a page of the site's menu, not a law",
    "README.md": "about the collection, not a law",
    "法律法规模版.md": "the template for new files, not a law",
    "劳动仲裁和劳动诉讼的攻略.md": "a guide for employees, not a law",
}


def why_no_law(ref: str) -> str | None:
    """Why a file is not a law, by its name; None for a law."""
    path = PurePosixPath(ref)
    if path.suffix != ".md":
        return "not a markdown file"
    if "案例" in path.parts:
        return "a decided case, not a law"
    return _NO_LAWS.get(path.name)


def place_of(ref: str) -> Place:
    """The place that the folders name. Raises UnknownJurisdiction for a province that there is not."""
    for folder in PurePosixPath(ref).parts[:-1]:
        if folder.endswith(_LOCAL) and folder != _LOCAL:
            return Place(code=_province(folder.removesuffix(_LOCAL)), local=True)
        if folder in NATIONAL:
            return Place(code="cn", local=False)
    return Place(code="cn", local=None)


def _province(name: str) -> str:
    code = place_of_title(name, within="cn")
    if code is None:
        raise UnknownJurisdiction(
            f"no province is called {name!r}: name the folder 山东地方法规 for Shandong, or add the place to "
            "law/jurisdictions.csv"
        )
    return code


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None = None) -> Instrument:
    """One file as an instrument with one version. Raises Unreadable, NotThisLayout."""
    return parse_parts([File(raw=raw, ref=ref)], at=at, as_of=as_of)


def parse_parts(files: Sequence[File], *, at: datetime, as_of: date | None = None) -> Instrument:
    """A code whose books are in files of their own (民法典), as one instrument."""
    return read_instrument(files, source=SOURCE.id, place=place_of(files[0].ref), at=at, as_of=as_of)


def import_lawrefbook(
    corpus: Corpus,
    folder: Path,
    *,
    at: datetime,
    as_of: date | None = None,
    progress: Progress | None = None,
    workers: int = 2,
) -> ImportReport:
    """Take in a folder. ``as_of`` is the day of the snapshot, if it is known.

    Raises SourceUnavailable, CorpusBusy, CorpusFull.
    """
    collection = Folder(source=SOURCE.id, path=folder, why_no_law=why_no_law)
    total = len(references(folder))
    read = documents(collection, partial(parse_parts, at=at, as_of=as_of), workers=workers)
    return run_import(corpus, read, source=SOURCE.id, at=at, total=total, progress=progress)
