"""Which parts of the Code of Federal Regulations are harvested: those on records, disclosure, privacy and secrecy.

``titles.json`` gives the day up to which each title is current, ``structure/{day}/title-N.json`` the tree of a title,
``full/{day}/title-N.xml?part=P`` the text (only part and section narrow it). A structure was recorded, ``titles.json``
is read as the API's own documentation describes it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from crawlers.crawl import Ask, Document, Found, Page, Recording
from crawlers.json_reply import Reply, read_reply, records_of
from crawlers.unknown import names, require_known

HOSTS: Final = ("www.ecfr.gov",)
_API: Final = "https://www.ecfr.gov/api/versioner/v1"
_TITLES: Final = Ask(url=f"{_API}/titles.json", role="titles")
_TITLE: Final = names(
    "number name latest_amended_on latest_issue_date up_to_date_as_of reserved processing_in_progress"
)
_NODE: Final = names("identifier label_description type reserved children")
_NODE_IGNORED: Final = names(
    "label label_level size volumes received_on descendant_range generated_id authority source section_range"
)
_SUBJECT: Final = re.compile(
    r"freedom of information|privacy|public information|disclos|public (?:access|availability)|availability of "
    r"(?:information|records)|\brecords?\b|\binformation (?:security|collection|requests?)|confidential|classified|"
    r"unclassified information|open meetings|sunshine|testimony|personal(?:ly identifiable)? information|foia",
    re.IGNORECASE,
)
"""Words in the heading of a part that belongs to this collection."""
_FILE: Final = re.compile(r"title-(?P<title>[0-9]+)-part-(?P<part>[0-9A-Za-z.-]+?)-(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})")
_STRUCTURE: Final = re.compile(r"structure-(?P<title>[0-9]+)")


def seeds(since: date | None) -> Iterable[Ask]:
    """The list of titles; ``since`` leaves out titles that were amended last before it."""
    about = {"since": since.isoformat()} if since else {}
    return (Ask(url=_TITLES.url, role=_TITLES.role, about=about),)


def discover(page: Page) -> Found:
    """Titles lead to their structures, a structure to the parts of the subject. Raises Unreadable, UnknownField."""
    if page.ask.role == "titles":
        return Found(asks=tuple(_structures(page)))
    if page.ask.role != "structure":
        return Found()
    asks = tuple(_asks(read_reply(page.body), page.ask.about["day"]))
    return Found(asks=asks, total=len(asks))


def _structures(page: Page) -> Iterator[Ask]:
    reply, since = read_reply(page.body), page.ask.about.get("since", "")
    require_known(reply, read={"titles", "meta"})
    for title in records_of(reply, "titles"):
        require_known(title, read=_TITLE)
        day = title.get("up_to_date_as_of")
        if not title.get("reserved") and day and (title.get("latest_amended_on") or day) >= since:
            yield _structure(str(title["number"]), day)


def _structure(number: str, day: str) -> Ask:
    return Ask(url=f"{_API}/structure/{day}/title-{number}.json", role="structure", about={"day": day})


def _asks(title: Reply, day: str) -> Iterator[Ask]:
    for part in _parts(title):
        if _SUBJECT.search(str(part.get("label_description") or "")):
            yield _part(str(title["identifier"]), str(part["identifier"]), day, max(_received(part), default=day))


def _parts(node: Reply) -> Iterator[Reply]:
    """The parts that are not reserved. Raises UnknownField, also for what stands within them."""
    require_known(node, read=_NODE, ignored=_NODE_IGNORED)
    below = [part for each in node.get("children") or () for part in _parts(each)]
    if node.get("type") == "part" and not node.get("reserved"):
        yield node
    yield from below


def _received(node: Reply) -> Iterator[str]:
    """The days on which the texts below a node were received; the last is that of the part's last change."""
    if node.get("received_on"):
        yield str(node["received_on"])[: len("2024-05-17")]
    for each in node.get("children") or ():
        yield from _received(each)


def _part(title: str, part: str, day: str, received: str) -> Ask:
    """Asked for at the day up to which the title is current; ``received`` stays the same until the text changes."""
    address = f"{_API}/full/{day}/title-{title}.xml?part={part}"
    about = {"received": received}
    return Ask(url=address, role="document", ref=f"title-{title}/part-{part}", about=about)


def day_of(document: Document) -> date:
    """The day that tells one text of a part from the next; a new day without a new text is no new version."""
    return date.fromisoformat(document.about["received"])


def address_of(document: Document) -> str:
    """The part on that day on the site that people read, which stays the same until the text changes."""
    return f"https://www.ecfr.gov/on/{document.about['received']}/{document.ref}"


def recorded(folder: Path) -> Iterator[Recording]:
    """Titles, structures and parts by their names: ``structure-3.json``, ``title-3-part-101-2024-05-17.xml``."""
    texts = {match: path for path in sorted(folder.glob("*.xml")) if (match := _FILE.search(path.name))}
    day = max((match["day"] for match in texts), default="2024-01-01")
    trees = {match["title"]: path for path in folder.glob("*.json") if (match := _STRUCTURE.match(path.name))}
    listed = {ask.ref: ask for path in trees.values() for ask in _asks(read_reply(path.read_bytes()), day)}
    for match, path in texts.items():
        ask = listed.get(f"title-{match['title']}/part-{match['part']}")
        alone = _part(match["title"], match["part"], match["day"], match["day"])
        yield Recording(ask=ask or alone, raw=path.read_bytes(), content_type="application/xml")
    for number, path in sorted(trees.items()):
        yield Recording(ask=_structure(number, day), raw=path.read_bytes(), content_type="application/json")
    titles = folder / "titles.json"
    raw = titles.read_bytes() if titles.is_file() else _titles_of(trees, day)
    yield Recording(ask=_TITLES, raw=raw, content_type="application/json")


def _titles_of(numbers: Iterable[str], day: str) -> bytes:
    """The list of titles was not recorded: one in its form, with the titles of which there are structures."""
    titles = [{"number": int(number), "reserved": False, "up_to_date_as_of": day} for number in sorted(numbers)]
    return json.dumps({"titles": titles, "meta": {"date": day, "import_in_progress": False}}).encode()
