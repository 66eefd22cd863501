"""What a citation names: an instrument or a number of it, an article, and the parts of that article."""

from dataclasses import dataclass

Number = int | str
"""The number of a part: an int for digits, the letters as printed otherwise (17(1)(b) is 1 and "b")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One place that a text cites, `raw` being `text[start:end]`; members of one list may share a span.

    `title` is as written, without 《》; a title that stands bare in running Chinese may carry words before it, so match
    it by its end. `document_number` has its brackets as 〔〕 and its digits in ASCII. `article` is an identifier, such
    as `art_13`, `sec_552` or `recital_5`. `range_end` is the identifier of the last place of a range that begins here.
    `relative` marks 本法第十条, 前条, "section 3 of this Act": the instrument is the citing one.
    """

    start: int
    end: int
    raw: str
    title: str | None = None
    document_number: str | None = None
    article: str | None = None
    paragraph: Number | None = None
    item: Number | None = None
    point: Number | None = None
    subpoint: Number | None = None
    range_end: str | None = None
    relative: bool = False

    @property
    def provision_id(self) -> str | None:
        """`art_13__para_1__item_2`; None without an article. An item cited without its paragraph is in the first.

        That reading is the drafting rule: 款 is left out of a citation only where the article has just one.
        """
        if self.article is None:
            return None
        numbers = [self.paragraph, self.item, self.point, self.subpoint]
        deepest = max((index for index, number in enumerate(numbers) if number is not None), default=-1)
        named = zip(("para", "item", "point", "subpoint"), numbers[: deepest + 1], strict=False)
        return "__".join([self.article, *(f"{name}_{1 if number is None else number}" for name, number in named)])
