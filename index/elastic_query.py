"""A search plan in Elasticsearch's query language: clause by clause what ``tantivy_query`` says. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from index.plan import Beside, Clause, Keep, Phrase, SearchPlan, Word, Wording
from index.records import BadQuery
from index.word_fields import EXACT, HEADINGS, PAIRS, WORD_FIELDS

Json = dict[str, Any]
MOST_CLAUSES: Final = 8_000
"""A query of 512 characters makes fewer; the server's own limit follows from its memory and is never below 1,024."""


class ElasticQueries:
    """A plan in Elasticsearch's queries."""

    def __init__(self, plan: SearchPlan) -> None:
        self._plan = plan
        self._suffix = ""
        self._scored = True
        self._count = 0

    def words(self, *, scored: bool = True) -> Json:
        """What the words ask, without the filters; what only adds to the score is left out where none is wanted.

        Raises BadQuery for more words than a server takes.
        """
        self._scored = scored
        if not self._plan.also:
            return self._in_either_script()
        return _any([self._in_either_script(), silent({"terms": {"row": list(self._plan.also)}})])

    def kept(self, words: Json) -> Json:
        """The words under the filters."""
        return {"bool": {"must": [words], "filter": filters(self._plan.keep)}}

    def _in_either_script(self) -> Json:
        """Published words in Simplified characters are their own folding; the others are also held as published."""
        if not self._plan.exact_script:
            return self._matching("")
        same = {"bool": {"must": [self._matching("")], "must_not": [{"term": {"as_folded": False}}]}}
        return _any([same, self._matching(EXACT)])

    def _matching(self, suffix: str) -> Json:
        self._suffix = suffix
        plan = self._plan
        must = [self._alternative(phrase) for phrase in plan.phrases]
        must += [self._beside(near) for near in plan.near]
        must += [silent(self._in_field(heading, HEADINGS, 1.0)) for heading in plan.headings]
        if plan.wordings:
            must.append(_any([self._wording(wording) for wording in plan.wordings]))
        elif not plan.phrases:
            must.append(silent({"match_all": {}}))
        return {"bool": {"must": must, "must_not": [self._alternative(phrase) for phrase in plan.excluded]}}

    def _beside(self, near: Beside) -> Json:
        name = PAIRS + self._suffix
        return silent(_any([{"match_phrase": {name: {"query": " ".join(t), "slop": near.gap}}} for t in near.orders]))

    def _wording(self, wording: Wording) -> Json:
        clauses = [self._clause(clause) for clause in wording.clauses]
        again = (c for clause in wording.clauses for c in (clause,) * (clause.counts - 1))
        clauses += [silent(self._clause(clause)) for clause in again]
        query: Json = {"bool": {"should": clauses, "minimum_should_match": wording.required}}
        if wording.extras and self._scored:
            query = {"bool": {"must": [query], "should": [self._alternative(extra) for extra in wording.extras]}}
        query["bool"]["boost"] = wording.weight
        return query

    def _clause(self, clause: Clause) -> Json:
        queries = [self._alternative(alternative) for alternative in clause.alternatives]
        return queries[0] if len(queries) == 1 else {"dis_max": {"queries": queries}}

    def _alternative(self, asked: Word | Phrase) -> Json:
        weights = self._plan.weights
        fields = ("units",) if asked.single else WORD_FIELDS
        return _any([self._in_field(asked, field, weights[field] * asked.weight) for field in fields])

    def _in_field(self, asked: Word | Phrase, field: str, boost: float) -> Json:
        self._count += 1
        if self._count > MOST_CLAUSES:
            raise BadQuery("the query has too many words to be searched for at once: shorten it to those that matter")
        name = field + self._suffix
        words = (asked.text,) if isinstance(asked, Word) else asked.words
        if len(words) > 1:
            return {"match_phrase": {name: {"query": " ".join(words), "boost": boost}}}
        return {"term": {name: {"value": words[0], "boost": boost}}}


def filters(keep: Keep) -> list[Json]:
    """The filters, which all must hold."""
    return list(_filters(keep))


def _filters(keep: Keep) -> Iterator[Json]:
    named = {"jurisdiction": keep.jurisdictions, "kind": keep.kinds, "language": keep.languages}
    yield from ({"terms": {field: list(values)}} for field, values in named.items() if values)
    if keep.versions is not None:
        yield {"terms": {"version_number": list(keep.versions)}}
    if keep.promulgated_from:
        yield {"range": {"promulgated": {"gte": keep.promulgated_from.toordinal()}}}
    if keep.promulgated_to:
        yield {"range": {"promulgated": {"lte": keep.promulgated_to.toordinal()}}}
    if keep.on is not None:
        yield {"range": {"start": {"lte": keep.on.toordinal()}}}
        yield {"range": {"end": {"gt": keep.on.toordinal()}}}


def frequencies_of(words: Iterable[Word]) -> Json:
    """A search that counts, for each word by number and each of its fields, the provisions that have it."""
    asked = {
        f"{number} {field}": {"term": {field: word.text}}
        for number, word in enumerate(words)
        for field in (("units",) if word.single else WORD_FIELDS)
    }
    return {"size": 0, "track_total_hits": False, "aggs": {"words": {"filters": {"filters": asked}}}}


def silent(query: Json) -> Json:
    """The same matches, without a score."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


def _any(queries: list[Json]) -> Json:
    return queries[0] if len(queries) == 1 else {"bool": {"should": queries, "minimum_should_match": 1}}
