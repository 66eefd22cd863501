"""A search plan in tantivy's own queries. With ``tantivy_engine`` and ``tantivy_schema`` all that speaks tantivy."""

from collections.abc import Iterator, Sequence
from datetime import date

import tantivy
from tantivy import FieldType, Occur, Query

from index.plan import Beside, Clause, Keep, Phrase, SearchPlan, Word, Wording
from index.word_fields import EXACT, HEADINGS, PAIRS, WORD_FIELDS


class Queries:
    """A plan in tantivy's queries."""

    def __init__(self, schema: tantivy.Schema, plan: SearchPlan) -> None:
        self._schema = schema
        self._plan = plan
        self._suffix = ""
        self._scored = True

    def words(self, *, scored: bool = True) -> Query:
        """What the words ask, without the filters; what only adds to the score is left out where none is wanted."""
        self._scored = scored
        if not self._plan.also:
            return self._in_either_script()
        also = Query.term_set_query(self._schema, "row", list(self._plan.also))
        return _any([self._in_either_script(), silent(also)])

    def _in_either_script(self) -> Query:
        """Published words in Simplified characters are their own folding; the others are also held as published."""
        if not self._plan.exact_script:
            return self._matching("")
        traditional = Query.term_query(self._schema, "as_folded", 0)
        same = Query.boolean_query([(Occur.Must, self._matching("")), (Occur.MustNot, traditional)])
        return Query.boolean_query([(Occur.Should, same), (Occur.Should, self._matching(EXACT))])

    def kept(self, words: Query) -> Query:
        """The words under the filters."""
        return Query.boolean_query([(Occur.Must, words), *((Occur.Must, silent(q)) for q in self._filters())])

    def _matching(self, suffix: str) -> Query:
        self._suffix = suffix
        plan = self._plan
        parts = [(Occur.Must, self._alternative(phrase)) for phrase in plan.phrases]
        parts += [(Occur.MustNot, self._alternative(phrase)) for phrase in plan.excluded]
        parts += [(Occur.Must, self._beside(near)) for near in plan.near]
        parts += [(Occur.Must, self._under(heading)) for heading in plan.headings]
        if plan.wordings:
            parts.append((Occur.Must, _any([self._wording(wording) for wording in plan.wordings])))
        elif not plan.phrases:
            parts.append((Occur.Must, silent(Query.all_query())))
        return Query.boolean_query(parts)

    def _beside(self, near: Beside) -> Query:
        name = PAIRS + self._suffix
        return silent(_any([Query.phrase_query(self._schema, name, list(two), near.gap) for two in near.orders]))

    def _under(self, heading: Phrase) -> Query:
        return silent(self._in_field(heading, HEADINGS))

    def _wording(self, wording: Wording) -> Query:
        clauses = [(Occur.Should, self._clause(clause)) for clause in wording.clauses]
        again = (c for clause in wording.clauses for c in (clause,) * (clause.counts - 1))
        clauses += [(Occur.Should, silent(self._clause(clause))) for clause in again]
        query = Query.boolean_query(clauses, minimum_number_should_match=wording.required)
        if wording.extras and self._scored:
            extras = [(Occur.Should, self._alternative(extra)) for extra in wording.extras]
            query = Query.boolean_query([(Occur.Must, query), *extras])
        return query if wording.weight == 1.0 else Query.boost_query(query, wording.weight)

    def _clause(self, clause: Clause) -> Query:
        queries = [self._alternative(alternative) for alternative in clause.alternatives]
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)

    def _alternative(self, asked: Word | Phrase) -> Query:
        weights = self._plan.weights
        fields = ("units",) if asked.single else WORD_FIELDS
        return _any([_boosted(self._in_field(asked, field), weights[field] * asked.weight) for field in fields])

    def _in_field(self, asked: Word | Phrase, field: str) -> Query:
        name = field + self._suffix
        words = (asked.text,) if isinstance(asked, Word) else asked.words
        if len(words) > 1:
            return Query.phrase_query(self._schema, name, list(words))
        return Query.term_query(self._schema, name, words[0], "freq" if field == "units" else "position")

    def _filters(self) -> Iterator[Query]:
        keep = self._plan.keep
        for field, values in _choices(keep):
            yield Query.term_set_query(self._schema, field, list(values))
        if keep.versions is not None:
            yield Query.term_set_query(self._schema, "version", list(keep.versions))
        if keep.promulgated_from or keep.promulgated_to:
            yield self._range("promulgated", _ordinal(keep.promulgated_from), _ordinal(keep.promulgated_to))
        if keep.on is not None:
            yield self._range("start", None, keep.on.toordinal())
            yield self._range("end", keep.on.toordinal() + 1, None)

    def _range(self, field: str, first: int | None, last: int | None) -> Query:
        return Query.range_query(self._schema, field, FieldType.Integer, first, last)


def _choices(keep: Keep) -> Iterator[tuple[str, Sequence[str]]]:
    named = {"jurisdiction": keep.jurisdictions, "kind": keep.kinds, "language": keep.languages}
    yield from ((field, values) for field, values in named.items() if values)


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _any(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _boosted(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def silent(query: Query) -> Query:
    """The same matches, without a score."""
    return Query.const_score_query(query, 0.0)
