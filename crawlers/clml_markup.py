"""The elements of Crown Legislation Markup Language within a section, and the numbers that its style sheets add."""

from typing import Final

from crawlers.safe_xml import Element, children, local_name, words
from crawlers.unknown import names
from crawlers.xml_lines import Markup

_DEFAULTS: Final = {"P1": ("", ""), "P2": ("(", ")"), "P3": ("(", ")"), "P4": ("(", ")"), "P5": ("(", ")")}
_DECORATIONS: Final = {
    "parens": ("(", ")"), "parenRight": ("", ")"), "brackets": ("[", "]"), "bracketRight": ("", "]"),
    "period": ("", "."), "colon": ("", ":"), "none": ("", ""),
}  # fmt: skip
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def label_of(element: Element) -> str:
    """(1) for a P2's number, (a) for an item of a list; as the style sheet prints them."""
    if local_name(element) == "ListItem":
        return _item_label(element)
    parent = element.getparent()
    before, after = _DEFAULTS.get(local_name(parent) if parent is not None else "", ("", ""))
    number = words(element)
    return f"{element.get('PuncBefore', before)}{number}{element.get('PuncAfter', after)}" if number else ""


def _item_label(item: Element) -> str:
    parent = item.getparent()
    if parent is None or local_name(parent) != "OrderedList":
        return ""
    before, after = _DECORATIONS[parent.get("Decoration", "none")]
    position = [each for each in children(parent) if local_name(each) == "ListItem"].index(item) + 1
    return f"{before}{item.get('NumberOverride') or _numeral(position, parent.get('Type', 'arabic'))}{after}"


def _numeral(number: int, style: str) -> str:
    if style in ("alpha", "alphaupper"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "alphaupper" else letter
    if style in ("roman", "romanupper"):
        letters, rest = "", number
        for value, sign in _ROMAN:
            letters += sign * (rest // value)
            rest %= value
        return letters.upper() if style == "romanupper" else letters
    return str(number)


MARKUP: Final = Markup(
    blocks=names(
        "P1 P2 P3 P4 P5 P6 P7 P1para P2para P3para P4para P5para P6para P1group P2group P3group P Para Text "
        "BlockAmendment BlockText AppendText UnorderedList OrderedList ListItem Tabular tr Title Part Chapter "
        "Pblock PsubBlock Schedule ScheduleBody TitleBlock Number Reference LongTitle EnactingText "
        "PrimaryPreamble SecondaryPreamble PrimaryPrelims SecondaryPrelims DateOfEnactment DateText MadeDate "
        "LaidDate ComingIntoForce DateOfMaking IntroductoryText EnactingTextOmitted SignedSection Signatory "
        "Signee PersonName JobTitle Department Address AddressLine DateSigned ExplanatoryNotes EarlierOrders "
        "Preamble RoyalPresence SubjectInformation Subject Subtitle ComingIntoForceClauses PersonTitle "
        "KeyList KeyListItem Key Form FigureNotes Footnote FootnoteText Where Formula Approved Draft Banner "
        "LaidDraft SiftedDate Resolution Correction Division Schedules Appendix Abstract tfoot caption "
        "Comment"
    ),
    labels=frozenset({"Pnumber"}),
    inline=names(
        "Addition Substitution Repeal Term Emphasis Strong Citation CitationSubRef Acronym Abbreviation "
        "InlineAmendment SmallCaps Superior Inferior Character Definition Underline Span NonUnderlined "
        "Uppercase Expanded Proviso InternalLink ExternalLink FootnoteRef MarginNoteRef table thead tbody "
        "Strike Superscript Subscript"
    ),
    cells=frozenset({"td", "th"}),
    ignored=frozenset({"CommentaryRef", "colgroup", "col", "CitationListRef", "Image", "Figure", "math", "Version"}),
    label_of=label_of,
)
