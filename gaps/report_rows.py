"""The rows of a report's tables, made of cells."""

from collections import Counter
from collections.abc import Iterator, Sequence

from gaps.checklist import Checklist
from gaps.provision_address import provision_address
from gaps.records import Cell, Completeness, Evidence, IndexSearch, Result
from gaps.report_elements import element_names
from gaps.report_marks import SHAPES, mark, place_name
from gaps.report_table import Row
from gaps.report_words import say, words_in
from law.jurisdiction import ancestors

_INDEX_DID = frozenset({IndexSearch.COMPLETE, IndexSearch.NOT_ASKED})


def summary_rows(cells: Sequence[Cell], language: str) -> Iterator[Row]:
    """One row a place: how many requirements have each result, and what was read."""
    for code, own in by_place(cells).items():
        counts = Counter(cell.result for cell in own)
        states = Counter(cell.review.state for cell in own)
        numbers = (len(own), *(counts[result] for result in SHAPES), states["confirmed"], states["stale"])
        searched = own[0].searched
        yield (place_name(code, language), *map(str, numbers), str(searched.instruments), str(searched.provisions))


def warning_rows(cells: Sequence[Cell], language: str) -> Iterator[Row]:
    """What limits the report: texts cut off or left out, and what nobody has declared complete."""
    words = words_in(language)
    for code, own in by_place(cells).items():
        searched = own[0].searched
        found = {
            "held_cut": searched.truncated,
            "held_aside": searched.not_in_force,
            "held_unread": searched.unread,
            "held_nothing": 0 if searched.instruments else 1,
        }
        for key, number in found.items():
            if number:
                yield place_name(code, language), words[key].format(n=f"{number:,}")
        for how in sorted({cell.searched.index for cell in own} - _INDEX_DID):
            yield place_name(code, language), words[f"index_{how.value}"]
        for state in sorted({cell.harvest.state.value for cell in own} - {Completeness.COMPLETE.value}):
            areas = sorted({cell.requirement.partition("-")[0] for cell in own if cell.harvest.state.value == state})
            line = f"{words['harvest']} ({words['list'].join(areas)}){words['colon']}{words[f'harvest_{state}']}"
            yield place_name(code, language), line


def map_rows(cells: Sequence[Cell], checklist: Checklist, language: str) -> Iterator[Row]:
    """One row a requirement with the result of each place; empty where a place was not judged for it."""
    found = {(cell.requirement, cell.jurisdiction): cell for cell in cells}
    codes = tuple(by_place(cells))
    for requirement in dict.fromkeys(cell.requirement for cell in cells):
        judged = (found.get((requirement, code)) for code in codes)
        name = checklist.requirement(requirement).names.in_language(language)
        yield (requirement, name, *(mark(cell.result, language) if cell else "" for cell in judged))


def result_rows(
    cells: Sequence[Cell], checklist: Checklist, language: str, above: Sequence[Cell] = ()
) -> Iterator[Row]:
    """One row a cell, with the columns that tell national, inherited and local law apart.

    ``above`` are cells of nations that are not in the report themselves.
    """
    words = words_in(language)
    found = {(cell.requirement, cell.jurisdiction): cell for cell in (*above, *cells)}
    for cell in cells:
        asked = checklist.requirement(cell.requirement)
        yield (
            asked.id,
            asked.names.in_language(language),
            words[asked.tier.value],
            words[f"level_{asked.level.value}"],
            place_name(cell.jurisdiction, language),
            mark(cell.result, language),
            *_layers(cell, found, language),
            "\n".join(said(reason, language) for reason in cell.reasons),
            words[f"review_{cell.review.state}"],
            cell.review.by or "",
            words[cell.review.suggested] if cell.review.suggested else "",
            said(cell.harvest.basis, language),
        )


def _layers(cell: Cell, found: dict[tuple[str, str], Cell], language: str) -> Row:
    """National, inherited, local: what the nation's law says (where it was judged too), and what the place's own."""
    nation = _nation(cell.jurisdiction)
    if nation is None:
        return mark(cell.result, language), "", ""
    above = found.get((cell.requirement, nation))
    national = mark(above.result, language) if above else words_in(language)["not_judged"]
    if cell.result is Result.INHERITED:
        return national, mark(cell.result, language), ""
    return national, "", mark(cell.result, language)


def _nation(jurisdiction: str) -> str | None:
    above = ancestors(jurisdiction.partition("+")[0])
    return above[-1] if above else None


def quote_rows(cells: Sequence[Cell], checklist: Checklist, language: str, site: str = "") -> Iterator[Row]:
    """The annex of evidence: one row a quote, with all that pins it; ``site`` is where its provisions can be read."""
    for cell in cells:
        asked = checklist.requirement(cell.requirement)
        for item in cell.evidence:
            shown = words_in(language)["list"].join(element_names(asked, item.elements, language))
            yield from _quoted(cell, item, shown, language, site)


def near_miss_rows(cells: Sequence[Cell], checklist: Checklist, language: str, site: str = "") -> Iterator[Row]:
    """One row a near-miss, with the reason why it does not count."""
    del checklist
    words = words_in(language)
    for cell in cells:
        for miss in cell.near_misses:
            ways = words["list"].join(words[f"by_{way.value}"] for way in miss.found_by)
            why = words["semicolon"].join(said_each(miss.why_not, language))
            yield from ((*row, ways) for row in _quoted(cell, miss.evidence, why, language, site))


def _quoted(cell: Cell, item: Evidence, remark: str, language: str, site: str) -> Iterator[Row]:
    words = words_in(language)
    yield (
        cell.requirement,
        place_name(cell.jurisdiction, language),
        item.title,
        item.label,
        item.quote,
        remark,
        item.version,
        words[item.status],
        said(item.status_basis, language),
        words[f"text_{item.text_state}"],
        item.language,
        item.instrument,
        item.provision_id,
        str(item.start),
        str(item.end),
        item.sha256,
        item.source,
        item.source_url or "",
        provision_address(item, site),
    )


def by_place(cells: Sequence[Cell]) -> dict[str, list[Cell]]:
    """The cells of each place, places in the order in which they first occur."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.jurisdiction, []).append(cell)
    return found


def said(sentence: str, language: str) -> str:
    """A sentence of the judgement in the language; in English where it cannot be said in it."""
    return say(sentence, language)[0]


def said_each(why_not: str, language: str) -> list[str]:
    """Each of the sentences that say why a near-miss does not count."""
    return [said(reason, language) for reason in why_not.split("; ")]
