"""Rulebooks in English that a person brings: every rule is a provision with its number as printed, none is lost."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.folder import import_folder
from crawlers.told_language import language_of
from law.corpus import Corpus
from law.instrument import Instrument
from law.provision import Provision, Unit

RULES = (
    ("1.1.1", "Application", "These Rules apply to every Authorised Person carrying on a Regulated Activity."),
    ("1.1.2", "", "A Fund Manager must comply with Chapter 3 unless the Regulator directs otherwise."),
    ("1.2.3(a)", "", "the notice must be given in writing within 14 days and must state the reasons for it."),
    ("2.1.1(1)(a)(ii)", "Capital", "An Authorised Firm must hold Capital Resources at all times.\nThey are reviewed."),
    ("A1.1.2", "", "The meaning of Client Money and of its segregation is given in this appendix."),
)
PRINTED = [(label, heading, text) for label, heading, text in RULES]


def markdown(title: str) -> str:
    return f"# {title}\n\n" + "\n\n".join(f"### {label} {heading}\n\n{text}" for label, heading, text in RULES)


def plain(title: str) -> str:
    lines = (f"{label} {heading}\n{text}" if heading else f"{label} {text}" for label, heading, text in RULES)
    return f"{title}\n\n" + "\n\n".join(lines)


def page(title: str) -> str:
    rules = (
        f"<h3>{label} {heading}</h3>" + "".join(f"<p>{line}</p>" for line in text.split("\n"))
        for label, heading, text in RULES
    )
    return f"<html><body><h1>{title}</h1>{''.join(rules)}</body></html>"


def taken_in(tmp_path: Path, files: dict[str, str]) -> list[Instrument]:
    folder = tmp_path / "brought"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    with Corpus.open(tmp_path / "home") as corpus:
        report = import_folder(corpus, folder, jurisdiction="ae", at=datetime(2026, 1, 2, tzinfo=UTC))
        assert report.refusals == ()
        return [with_text(corpus, law) for law in corpus.instruments()]


def with_text(corpus: Corpus, law: Instrument) -> Instrument:
    version = replace(law.versions[0], provisions=tuple(corpus.provisions(law.versions[0])))
    return replace(law, versions=(version,))


def rules_of(law: Instrument) -> list[Provision]:
    return [p for p in law.versions[0].provisions if p.unit is not Unit.HEADING]


@pytest.mark.parametrize(("ending", "written"), [("md", markdown), ("txt", plain), ("html", page)])
def test_every_rule_of_a_rulebook_is_a_provision_with_its_number(tmp_path: Path, ending: str, written: object) -> None:
    assert callable(written)
    files = {f"book{n}.{ending}": written(f"Conduct of Business Rulebook {n}") for n in (1, 2)}
    held = taken_in(tmp_path, files)
    assert [law.title for law in held] == ["Conduct of Business Rulebook 1", "Conduct of Business Rulebook 2"]
    for law in held:
        assert [(p.label, p.heading, p.text) for p in rules_of(law)] == PRINTED
        assert [p.id for p in rules_of(law)][2:4] == ["para_1-2-3-a", "para_2-1-1-1-a-ii"]


def test_headings_above_the_rules_are_their_path(tmp_path: Path) -> None:
    text = "# Fund Rules\n## 1. Introduction\n### 1.1 Scope\n#### 1.1.1\n{}\n#### 1.1.2\n{}\n## Guidance 3\n{}\n"
    words = [text for _, _, text in RULES[:3]]
    (law,) = taken_in(tmp_path, {"fund.md": text.format(*words)})
    assert [(p.label, p.path, p.text) for p in rules_of(law)] == [
        ("1.1.1", ("1. Introduction", "1.1 Scope"), words[0]),
        ("1.1.2", ("1. Introduction", "1.1 Scope"), words[1]),
        ("Guidance 3", (), words[2]),
    ]


def test_a_printed_number_above_further_numbers_is_a_heading(tmp_path: Path) -> None:
    lines = ["Listing Rules", "1.1 Scope", "1.1.1 " + RULES[0][2], "1.1.2 " + RULES[1][2], "1.2 " + RULES[3][2]]
    (law,) = taken_in(tmp_path, {"listing.txt": "\n".join(lines)})
    assert [(p.label, p.path) for p in rules_of(law)] == [
        ("1.1.1", ("1.1 Scope",)),
        ("1.1.2", ("1.1 Scope",)),
        ("1.2", ()),
    ]


def test_articles_in_marked_headings_are_provisions(tmp_path: Path) -> None:
    text = "# Regulation on Records\n\n## Chapter I General\n\n### Article 1 Subject\n\n{}\n\n### Article 2\n\n{}\n"
    (law,) = taken_in(tmp_path, {"records.md": text.format(RULES[0][2], RULES[1][2])})
    assert [(p.id, p.label, p.heading) for p in rules_of(law)] == [
        ("art_1", "Article 1", "Subject"),
        ("art_2", "Article 2", ""),
    ]


def test_one_file_a_rule_keeps_every_rule_apart(tmp_path: Path) -> None:
    files = {f"same/{n}.md": f"# Market Rules\n\n## {label}\n\n{text}\n" for n, (label, _, text) in enumerate(RULES)}
    files |= {f"bare/b{n}.txt": f"{label}\n{text}\n" for n, (label, _, text) in enumerate(RULES)}
    files |= {f"only/o{n}.txt": text.replace("\n", " ") for n, (_, _, text) in enumerate(RULES)}
    held = taken_in(tmp_path, files)
    assert len({law.id for law in held}) == len(files)
    found = {(law.title, p.label) for law in held for p in rules_of(law)}
    labels = [label for label, _, _ in RULES]
    assert found == {
        *(("Market Rules", label) for label in labels),
        *((f"b{n}", label) for n, label in enumerate(labels)),
        *((f"o{n}", "") for n in range(len(labels))),
    }


def test_a_figure_at_the_beginning_of_a_line_begins_no_rule(tmp_path: Path) -> None:
    text = "Fees Order\nSection 1\nThe fee shall be\n1.5 per cent of the sum that is due under this Order.\n"
    (law,) = taken_in(tmp_path, {"fees.txt": text})
    assert [p.label for p in rules_of(law)] == ["Section 1"]


def test_a_chinese_text_with_figures_is_read_as_before(tmp_path: Path) -> None:
    text = (
        "样例标准办法\n第一条 为了规范标准，制定本办法。\n1.1.1 技术指标见附件，应当符合。\n第二条 自公布之日起施行。\n"
    )
    (law,) = taken_in(tmp_path, {"standard.txt": text})
    assert [p.label for p in rules_of(law)] == ["第一条", "第二条"]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("These Rules apply to every Authorised Person carrying on a Regulated Activity.", "en"),
        ("Die Verordnung gilt für alle Personen, die in der Union tätig sind und Daten verarbeiten.", None),
        ("Forordningen gælder for enhver person, der udøver virksomhed i Unionen for egen regning.", None),
        ("De verordening is van toepassing op alle personen of ondernemingen die in de Unie werken.", None),
        ("Le règlement est applicable à toute personne qui exerce une activité dans le territoire.", None),
    ],
)
def test_a_short_english_rule_is_told_from_its_neighbours(words: str, language: str | None) -> None:
    assert language_of(words) == language
