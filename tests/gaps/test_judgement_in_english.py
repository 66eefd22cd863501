"""What provisions in English count for, by their words and the headings above them."""

from gaps.checklist import load_checklist
from gaps.concepts import match
from gaps.inventory import HeldText, ReadArticle
from gaps.judgement import Finding, Strength, judge
from law.instrument import Status
from law.provision import Provision, Unit
from law.timeline import StatusOn
from tests.gaps.held import law, version

LAWFUL = "The processing of personal data is lawful only if the data subject has given consent."


def found(requirement_id: str, words: str, *path: str, title: str = "Data Protection Act") -> Finding | None:
    checklist, text = load_checklist(), version(words, language="en")
    provision = Provision(id="sec_1", unit=Unit.ARTICLE, label="Section 1", text=words, path=path)
    held = HeldText(
        instrument=law(title, text),
        version=text,
        status=StatusOn(status=Status.IN_FORCE, basis="stated"),
        articles=(ReadArticle(provision=provision),),
    )
    requirement = checklist.requirement(requirement_id)
    hits = match(requirement, held.articles[0].folded, "en")
    return None if hits is None else judge(requirement, checklist.vocabulary, held, held.articles[0], hits)


def strength(requirement_id: str, words: str, *path: str, title: str = "Data Protection Act") -> Strength:
    finding = found(requirement_id, words, *path, title=title)
    return Strength.NEAR_MISS if finding is None else finding.strength


def test_a_rule_of_law_enforcement_counts_in_part_and_the_enforcement_of_a_rule_does_not() -> None:
    assert strength("PIP-01", LAWFUL) is Strength.FULL
    assert strength("PIP-01", LAWFUL, "Law enforcement processing") is Strength.PARTIAL
    assert strength("PIP-01", LAWFUL, "Enforcement") is Strength.NEAR_MISS


def test_an_overview_and_the_reading_of_another_law_set_no_rule() -> None:
    assert strength("PIP-01", LAWFUL, "Overview") is Strength.NEAR_MISS
    elsewhere = "The processing of personal data meets the requirement in that article only if a condition is met."
    assert strength("PIP-01", elsewhere) is Strength.NEAR_MISS


def test_the_person_is_told_and_not_somebody_else() -> None:
    told = "The controller must provide the data subject with the purposes for which personal data are processed."
    assert strength("PIP-03", told) is Strength.FULL
    assert found("PIP-03", "A record must give information on the purposes for which personal data are held.") is None


def test_a_third_party_that_may_be_heard_says_nothing_of_the_time_for_a_reply() -> None:
    notice = (
        "On a request the head shall give the third party written notice within 30 days; an extension shall be for a "
        "period no longer than 30 days."
    )
    reply = notice.replace("the third party", "the applicant")
    assert strength("DIS-08", notice, title="Access to Information Act") is Strength.NEAR_MISS
    assert strength("DIS-08", reply, title="Access to Information Act") is Strength.FULL
