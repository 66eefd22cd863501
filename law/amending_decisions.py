"""What a decision to amend says: 将第十条修改为：“…”, 删去第三条, 增加一条，作为第五条. Which place of which law, how.

Read in the decisions of the PRC (关于修改《甲法》的决定, also of several laws at once) and in its numbered amendments
(刑法修正案（八）). The words that a law shall have are in quotation marks; they are not read as if they changed it.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from law.named_titles import titles_in
from law.provision import Provision, Unit

_NUMBER: Final = "[一二三四五六七八九十百零〇0-9]{1,9}"
_PLACE: Final = re.compile(rf"第{_NUMBER}[编章节条款项目](?:之{_NUMBER})?")
_PART: Final = re.compile(rf"第{_NUMBER}[款项目]")
_LAST_ARTICLE: Final = re.compile(rf"第{_NUMBER}条(?:之{_NUMBER})?")
_VERB: Final = re.compile(
    r"(?P<inserted>增加(?:[一二三四五六七八九十]{1,3}[章节条款项]|规定)?)"
    r"|(?P<omitted>删去|删除)"
    r"|(?P<renumbered>(?:改为|作为)(?=第|修改后))"
    r"|(?P<amended>修改为|修正为|改为|修改(?=[：:]))"
)
_SENTENCE: Final = re.compile(r"[^。；;\n]+[。；;]?")
_SEVERAL: Final = re.compile(r"等(?:[一二三四五六七八九十百]{1,4}|\d{1,3})?(?:部|件|个|项)|部分|若干|有关")
_AMENDS: Final = re.compile(r"(?:修改|修正|废止和修改|修改和废止).{0,400}?决[定议]$", re.DOTALL)
_NUMBERED: Final = re.compile(r"^(?P<law>[^《》]{1,40}?)修正案(?:[（(][^）)]{1,12}[）)])?$")
_CITED_FOR: Final = ("根据", "依照", "按照", "依据", "违反", "适用")
_LONGEST: Final = 20_000
_FILLER: Final = "\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendingWords:
    """One change as a decision words it. ``place`` is as cited (第十条第二款); ``quote`` is ``text[start:end]`` there.

    ``action`` is amended, inserted, omitted or renumbered.
    """

    provision_id: str
    target_title: str
    place: str
    action: str
    quote: str
    start: int
    end: int


def amends_others(title: str) -> bool:
    """Whether a title is that of an act that amends others."""
    bare = title.strip()[:500]
    return bool(_AMENDS.search(bare) or _NUMBERED.match(bare))


def find_amending_words(title: str, provisions: Sequence[Provision]) -> tuple[AmendingWords, ...]:
    """Every change in document order; one whose law is named nowhere is left out."""
    target = _only_target(title)
    several = target is None
    found: list[AmendingWords] = []
    for provision in provisions:
        if several and provision.unit is Unit.HEADING:
            target = next((title for _, title in reversed(list(_named(provision.heading)))), target)
        elif len(provision.text) <= _LONGEST:
            changes, target = _changes(provision, target, several=several)
            found += changes
    return tuple(found)


def _only_target(title: str) -> str | None:
    """The one law that a title says is amended; None where there are several or none is named."""
    bare = title.strip()[:500]
    if numbered := _NUMBERED.match(bare):
        return numbered["law"]
    named = list(titles_in(bare))
    outside = bare[named[-1].end :] if named else bare
    if len(named) > 1 or _SEVERAL.search(outside):
        return None
    if named:
        return named[0].title
    plain = re.sub(r"的?决[定议]$", "", bare.rpartition("修改")[2])
    return plain if "修改" in bare and plain else None


def _changes(provision: Provision, target: str | None, *, several: bool) -> tuple[list[AmendingWords], str | None]:
    masked = without_quoted(provision.text)
    found, article = [], ""
    for sentence in _SENTENCE.finditer(masked):
        start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
        end = sentence.end()
        named = deque(_named(sentence[0])) if several else deque()
        for verb, place in _verbs(sentence[0], article):
            article = _article(place) or article
            while named and named[0][0] <= verb.start():
                target = named.popleft()[1]
            if target is not None and place:
                found.append(_words(provision, target, place, str(verb.lastgroup), start, end))
        target = named[-1][1] if named else target
    return found, target


def _words(provision: Provision, target: str, place: str, action: str, start: int, end: int) -> AmendingWords:
    return AmendingWords(
        provision_id=provision.id,
        target_title=target,
        place=place,
        action=action,
        quote=provision.text[start:end],
        start=start,
        end=end,
    )


def _verbs(sentence: str, article: str) -> Iterator[tuple[re.Match[str], str]]:
    """The changes of a sentence, each with the place that it changes. ``article`` is the one spoken of before it."""
    earlier, last = 0, ""
    for verb in _VERB.finditer(sentence):
        words = sentence[earlier : verb.start()]
        before = _places(words)
        if verb[0] == "作为" and earlier and not before:
            continue
        article = _article(before) or article
        place = _place_of(verb, before, _places(_own_words(sentence, verb.end())))
        if "该条" in words or not place:
            place = article if "该条" in words else last or article
        elif _PART.match(place):
            place = article + place
        yield verb, place
        article, earlier, last = _article(place) or article, verb.end(), place


def _own_words(sentence: str, start: int) -> str:
    """What belongs to a verb: up to the new wording or the next verb; 作为 says where an insertion stands."""
    following = _VERB.search(sentence, start)
    while following is not None and following[0] == "作为":
        following = _VERB.search(sentence, following.end())
    words = sentence[start : following.start() if following else len(sentence)]
    return words.partition(_FILLER)[0]


def _place_of(verb: re.Match[str], before: str, after: str) -> str:
    places = (after, before) if verb.lastgroup in ("inserted", "omitted") else (before, after)
    return places[0] or places[1]


def _article(places: str) -> str:
    """第四十条 of 第三十九条、第四十条第一款."""
    found = _LAST_ARTICLE.findall(places)
    return str(found[-1]) if found else ""


def _places(words: str) -> str:
    """The places cited, parts with what they are part of: 第二条第一款、第三条, 第七项至第九项."""
    said, end = "", -1
    for match in _PLACE.finditer(words):
        between = words[end : match.start()] if said else ""
        if between in ("至", "到"):
            said += "至"
        elif said and not (between in ("", "，") and match[0][-1] in "款项目" and said[-1] != match[0][-1]):
            said += "、"
        said += match[0]
        end = match.end()
    return said


def _named(words: str) -> Iterator[tuple[int, str]]:
    """The laws named, each with where its mention ends, without those that are only cited for something."""
    for found in titles_in(words):
        cited = words[max(0, found.start - 2) : found.start] in _CITED_FOR
        if not cited and not amends_others(found.title):
            yield found.end, found.title


def without_quoted(text: str) -> str:
    """The text with what stands in quotation marks blotted out, length for length.

    Every paragraph of a long quotation opens with its mark and only the last one closes it. Linear.
    """
    parts, position, depth = [], 0, False
    for match in re.finditer('[“”"]', text):
        opens = match[0] == "“" or (match[0] == '"' and (not depth or _begins_line(text, match.start())))
        if depth:
            parts.append(_FILLER * (match.start() - position))
        else:
            parts.append(text[position : match.start()])
        parts.append(_FILLER)
        position, depth = match.end(), opens
    rest = text[position:]
    parts.append(_FILLER * len(rest) if depth else rest)
    return "".join(parts)


def _begins_line(text: str, position: int) -> bool:
    return position == 0 or text[position - 1] == "\n"
