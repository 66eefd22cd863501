"""The text of an act or a regulation in the Justice Laws XML: its parts, sections and schedules."""

from typing import Final

from crawlers.outline import Outline
from crawlers.safe_xml import Element, child, children, local_name, words
from crawlers.unknown import names
from crawlers.xml_lines import Markup, lines_of

_MARKUP: Final = Markup(
    blocks=names(
        "Subsection Paragraph Subparagraph Clause Subclause Subsubclause Text Definition MarginalNote Item "
        "List Provision ContinuedSectionSubsection ContinuedParagraph ContinuedSubparagraph ContinuedClause "
        "ContinuedDefinition Order Footnote TitleText Heading Section AmendedText BilingualGroup "
        "BilingualItemEn BilingualItemFr row TableGroup OriginatingRef Caption FormGroup RelatedOrNotInForce "
        "BillPiece RegulationPiece FormHeading DocumentInternal ReaderNote Note QuotedText SectionPiece Oath "
        "Preamble Recommendation Notice Enacts ConventionAgreementTreaty"
    ),
    labels=frozenset({"Label"}),
    inline=names(
        "DefinedTermEn DefinedTermFr DefinitionRef DefinitionEnOnly DefinitionFrOnly XRefExternal "
        "XRefInternal Emphasis Language Repealed FootnoteRef table tgroup thead tbody Sup Sub LineBreak "
        "Fraction Numerator Denominator AlternateText PageBreak Leader LeaderRightJustified"
    ),
    cells=frozenset({"entry"}),
    ignored=frozenset({"HistoricalNote", "colspec", "ImageGroup", "Image"}),
)
_SECTION: Final = {"en": "Section", "fr": "Article"}
_NOT_IN_FORCE: Final = "NifProvs"
_RELATED: Final = "RelatedProvs"


def add_document(outline: Outline, root: Element, language: str) -> list[str]:
    """Adds the text; returns what was left out of it. Raises UnknownMarkup."""
    section, remarks = _SECTION[language], []
    for part in children(root):
        name = local_name(part)
        if name in ("Identification", "RecentAmendments"):
            continue
        if name == "Body":
            _add(outline, children(part), section)
        elif name == "Schedule" and part.get("id") == _NOT_IN_FORCE:
            count = len(list(part.iter("RelatedOrNotInForce")))
            remarks.append(f"amendments not in force are left out: {count}")
        elif name == "Schedule":
            _add_schedule(outline, part, section)
        else:
            _add_lines(outline, part)
    return remarks


def _add(outline: Outline, elements: list[Element], section: str) -> None:
    for element in elements:
        if local_name(element) == "Heading":
            outline.heading(
                words(child(element, "Label")), words(child(element, "TitleText")), int(element.get("level", 1))
            )
        elif local_name(element) == "Section":
            _add_section(outline, element, section)
        elif local_name(element) == "RegulationPiece":
            _add(outline, children(element), section)
        else:
            _add_lines(outline, element)


def _add_section(outline: Outline, element: Element, section: str) -> None:
    outline.article(f"{section} {words(child(element, 'Label'))}", heading=words(child(element, "MarginalNote")))
    passed = False
    for each in children(element):
        if local_name(each) == "Label" or (local_name(each) == "MarginalNote" and not passed):
            passed = passed or local_name(each) == "MarginalNote"
            continue
        _add_lines(outline, each)


def _add_schedule(outline: Outline, schedule: Element, section: str) -> None:
    heading = child(schedule, "ScheduleFormHeading")
    title = (
        " ".join(words(each) for each in children(heading) if local_name(each) != "Label")
        if heading is not None
        else ""
    )
    outline.annex(words(child(schedule, "ScheduleFormHeading", "Label")), title)
    rest = [each for each in children(schedule) if each is not heading]
    if schedule.get("id") == _RELATED:
        for each in rest:
            _add_lines(outline, each)
    else:
        _add(outline, rest, section)


def _add_lines(outline: Outline, element: Element) -> None:
    for line in lines_of(element, _MARKUP):
        outline.line(line)
