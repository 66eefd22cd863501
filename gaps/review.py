"""Reviews: what people may do with cells, kept in the journal and laid over every output.

The command line, the API and the pages call `ReviewDesk`; who the actor is, they have to know (accounts are theirs).
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from gaps.checklist import Checklist
from gaps.records import Cell, Evidence, Result
from gaps.review_applying import reviewed
from gaps.review_folding import Key, cases_of, reviewers_of, same_quote
from gaps.review_freshness import Standing, held_instruments, requirement_hash, standing
from gaps.review_gates import a_reason, good_decision, may_assess, may_sign, quotable
from gaps.review_journal import Journal
from gaps.review_records import Act, Action, Case, Entry, OutOfStep, PlanLine, ReviewRefused, Role
from law.corpus import Corpus

Suggest = Callable[[str, date], tuple[Cell, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDesk:
    """Every act of review. ``suggest`` gives the program's own cells of a place and day, ``clock`` the moment.

    ``known`` is the number of the last entry that whoever acts knows of, by default the last one that there is.
    Acts raise ReviewRefused where a rule does not allow them, and NoSuchEntry for an unknown requirement.
    """

    corpus: Corpus
    journal: Journal
    terms: Callable[[], Checklist]
    suggest: Suggest
    clock: Callable[[], datetime]
    known: int | None = None

    def judged(self, jurisdiction: str, on: date) -> tuple[Cell, ...]:
        """The cells of a place and day with every human decision laid over them."""
        return reviewed(self.suggest(jurisdiction, on), self.cases(), self.corpus, self.terms())

    def cases(self) -> Mapping[Key, Case]:
        """Every cell that people have acted on."""
        return cases_of(self.journal.entries())

    def case(self, requirement: str, jurisdiction: str) -> Case:
        """One cell's review; untouched ones are only suggested."""
        asked = self.terms().requirement(requirement).id
        found = self.cases().get((asked, jurisdiction))
        return found or Case(requirement=asked, jurisdiction=jurisdiction)

    def reviewers(self) -> Mapping[str, Role]:
        """Who may do what."""
        return reviewers_of(self.journal.entries())

    def plan(self) -> Mapping[Key, PlanLine]:
        """Who has taken on which open cell until when."""
        return {key: case.plan for key, case in self.cases().items() if case.plan}

    def set_reviewer(self, who: str, name: str, role: Role | None) -> Entry:
        """Give somebody a role, or take it away with None. Whoever runs the program may do so, and is named."""
        if not name.strip():
            raise ReviewRefused("a reviewer needs a name")
        content = {"name": name.strip(), "role": role.value if role else None}
        return self._write(Act(who=who, action=Action.REVIEWER, content=content))

    def assess(self, who: str, requirement: str, jurisdiction: str, result: Result, why: str, *, on: date) -> Entry:
        """Judge a cell for a day on the quotes as they now are: the suggested ones, or what people made of them."""
        may_assess(who, self.reviewers())
        seen, case, cell = self._seen(), self.case(requirement, jurisdiction), self._cell(requirement, jurisdiction, on)
        standings = self._standings(case, cell, on)
        good_decision(result, standings, cell, on)
        content = {
            "result": result.value,
            "on": on.isoformat(),
            "suggested": cell.result.value,
            "evidence": [asdict(one.evidence) for one in standings],
            "searched": {**asdict(cell.searched), "kinds": dict(cell.searched.kinds)},
            "requirement_sha256": requirement_hash(self.terms().requirement(requirement)),
            "corpus_revision": cell.corpus_revision,
            "checklist_fingerprint": cell.checklist_fingerprint,
        }
        return self._act(who, Action.ASSESS, case, a_reason(why), content, seen)

    def add_evidence(
        self, who: str, requirement: str, jurisdiction: str, item: Evidence, why: str, *, on: date
    ) -> Entry:
        """Add a quote; a cell that was assessed or confirmed must then be assessed again."""
        may_assess(who, self.reviewers())
        quotable(item, on)
        seen, case, cell = self._seen(), self.case(requirement, jurisdiction), self._cell(requirement, jurisdiction, on)
        kept = [one for one in self._quotes(case, cell) if not same_quote(one, item)]
        return self._act(who, Action.ADD_EVIDENCE, case, a_reason(why), _listed([*kept, item]), seen)

    def remove_evidence(
        self, who: str, requirement: str, jurisdiction: str, instrument: str, provision_id: str, why: str, *, on: date
    ) -> Entry:
        """Take a quote away, by instrument and provision id; it stays in the journal."""
        may_assess(who, self.reviewers())
        seen, case, cell = self._seen(), self.case(requirement, jurisdiction), self._cell(requirement, jurisdiction, on)
        quotes = self._quotes(case, cell)
        kept = [one for one in quotes if (one.instrument, one.provision_id) != (instrument, provision_id)]
        if len(kept) == len(quotes):
            named = ", ".join(f"{one.instrument} {one.provision_id}" for one in quotes) or "none"
            raise OutOfStep(f"{instrument} {provision_id} is not among the quotes of this cell: {named}")
        return self._act(who, Action.REMOVE_EVIDENCE, case, a_reason(why), _listed(kept), seen)

    def comment(self, who: str, requirement: str, jurisdiction: str, words: str) -> Entry:
        """Say something; it changes no decision."""
        may_assess(who, self.reviewers())
        seen, case = self._seen(), self.case(requirement, jurisdiction)
        return self._act(who, Action.COMMENT, case, a_reason(words), {}, seen)

    def request_changes(self, who: str, requirement: str, jurisdiction: str, why: str) -> Entry:
        """Send an assessment back to whoever judges."""
        seen, case = self._seen(), self.case(requirement, jurisdiction)
        may_sign(who, self.reviewers(), case)
        return self._act(who, Action.REQUEST_CHANGES, case, a_reason(why), {}, seen)

    def sign(self, who: str, requirement: str, jurisdiction: str, comment: str = "") -> Entry:
        """Confirm what somebody else has assessed; its quotes are checked once more."""
        seen, case = self._seen(), self.case(requirement, jurisdiction)
        may_sign(who, self.reviewers(), case)
        judged = case.assessment
        if judged is None:
            raise OutOfStep("nothing has been assessed: assess it first")
        cell = self._cell(requirement, jurisdiction, judged.on)
        good_decision(judged.result, self._standings(case, cell, judged.on), cell, judged.on)
        return self._act(who, Action.SIGN, case, comment.strip(), {"assessment": judged.sha256}, seen)

    def set_plan(self, who: str, requirement: str, jurisdiction: str, line: PlanLine) -> Entry:
        """Say who takes on an open cell until when."""
        may_assess(who, self.reviewers())
        seen, case = self._seen(), self.case(requirement, jurisdiction)
        content = {"owner": line.owner, "due": line.due.isoformat() if line.due else None}
        return self._act(who, Action.PLAN, case, line.note, content, seen)

    def _quotes(self, case: Case, cell: Cell) -> tuple[Evidence, ...]:
        return cell.evidence if case.evidence is None else case.evidence

    def _standings(self, case: Case, cell: Cell, on: date) -> list[Standing]:
        quotes = self._quotes(case, cell)
        held = held_instruments(self.corpus, {e.instrument for e in quotes})
        return [standing(e, held.get(e.instrument), self.corpus, on) for e in quotes]

    def _cell(self, requirement: str, jurisdiction: str, on: date) -> Cell:
        asked = self.terms().requirement(requirement).id
        return next(cell for cell in self.suggest(jurisdiction, on) if cell.requirement == asked)

    def _seen(self) -> int:
        return len(self.journal.entries()) if self.known is None else self.known

    def _act(self, who: str, action: Action, case: Case, why: str, content: Mapping[str, Any], seen: int) -> Entry:
        act = Act(
            who=who,
            action=action,
            requirement=case.requirement,
            jurisdiction=case.jurisdiction,
            comment=why,
            content=content,
        )
        return self.journal.append(act, at=self.clock(), seen=seen)

    def _write(self, act: Act) -> Entry:
        return self.journal.append(act, at=self.clock(), seen=self._seen())


def _listed(quotes: list[Evidence]) -> dict[str, Any]:
    return {"evidence": [asdict(one) for one in quotes]}
