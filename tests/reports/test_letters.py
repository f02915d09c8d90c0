"""Letters: one upright page that says how a partner stands, and nothing of the host's own."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from reports.facts import freeze
from reports.letter_facts import ASSESSMENT, LONGEST_NOTE, STATUS, Award, LetterFacts, Person
from reports.letters import build
from tests.reports import facts_builder

DAY = facts_builder.DAY
TO = (Person("Ana Weber", "Alliance manager"),)
FROM = (Person("Maya Ortiz", "Alliance manager of the host"),)


def letter(kind: str = STATUS, *, note: str = "", award: Award | None = None) -> LetterFacts:
    file = facts_builder.silver().file
    pack = freeze(file, edition="partner")
    return LetterFacts(pack, kind, DAY, date(2023, 1, 2), TO, FROM, note, award)


def text(facts: LetterFacts) -> str:
    reader = pypdf.PdfReader(io.BytesIO(build(facts).data))
    return "\n".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.clause("C071")
def test_a_status_statement_tells_the_sum_to_the_cent_and_what_is_missing() -> None:
    facts = letter()
    said = text(facts)
    decision = facts.pack.decision
    assert f"{decision.tcv.total / 100:,.2f}" in said
    assert decision.next_tier is not None
    for name in decision.next_tier.gaps:
        assert facts.pack.terms.criterion(name).label in said


@pytest.mark.clause("C072")
def test_a_status_statement_tells_how_many_weeks_are_left() -> None:
    assert "measured next on 2 Jan 2023, in 51 weeks" in text(letter())
    assert "in no weeks" in text(replace(letter(), measurement=DAY))


@pytest.mark.clause("C102")
def test_a_letter_is_never_made_from_the_internal_edition() -> None:
    internal = freeze(facts_builder.silver().file, edition="internal")
    with pytest.raises(ValueError, match="partner's edition"):
        build(replace(letter(), pack=internal))


def test_the_same_facts_give_the_same_bytes_and_any_other_note_another_id() -> None:
    first, again = build(letter()), build(letter())
    assert first == again
    assert build(letter(note="Thank you.")).statement_id != first.statement_id


@pytest.mark.parametrize(
    ("award", "said"),
    [
        (Award(2022, "Gold", "Silver", "up", False, None), "Gold for 2022, up from Silver."),
        (Award(2022, "Silver", "Gold", "down", False, None), "Silver for 2022, after Gold."),
        (Award(2022, "Gold", "Gold", "same", False, None), "Gold for 2022, as before."),
        (Award(2022, "Gold", "", "up", False, None), "Gold for 2022."),
        (
            Award(2022, "Gold", "Gold", "same", True, date(2022, 12, 31)),
            "Gold is granted by exception until 31 Dec 2022.",
        ),
        (Award(2022, "", "Silver", "down", False, None), "No tier is granted"),
        (Award(2022, "", "Silver", "down", False, None, leaves=True), "leaves the program"),
    ],
)
def test_an_assessment_letter_opens_with_the_result(award: Award, said: str) -> None:
    assert said in text(letter(ASSESSMENT, award=award))


@pytest.mark.clause("C079")
def test_an_assessment_letter_names_the_benefits_of_the_tier() -> None:
    award = Award(2022, "Gold", "", "up", False, None)
    facts = replace(
        letter(ASSESSMENT, award=award), included=("Win wires",), on_invitation=("Workshops",)
    )
    assert "Included in 2022: Win wires." in text(facts)
    assert "On invitation: Workshops." in text(facts)
    assert "No benefits" in text(letter(ASSESSMENT, award=award))
    leaving = replace(facts, award=award._replace(tier="", leaves=True))
    assert "Win wires" not in text(leaving)


def test_a_note_of_full_length_is_whole_with_its_paragraphs() -> None:
    note = "Dear Ana,\n\n" + "Thank you again. " * ((LONGEST_NOTE - 20) // 17)
    built = build(letter(note=note))
    assert built.pages <= 2
    said = text(letter(note=note))
    assert "Dear Ana, Thank you again." in said
    assert said.count("Thank you again.") == note.count("Thank you again.")


def test_a_long_name_of_a_partner_stands_in_full() -> None:
    facts = letter()
    name = "Long " * 23 + "Name"
    file = replace(facts.pack.file, partner=replace(facts.pack.partner, name=name))
    assert name in text(replace(facts, pack=replace(facts.pack, file=file)))


def test_strange_names_and_many_people_are_drawn_within_the_page() -> None:
    people = tuple(Person("Ö" * 80 + " 株式会社", "Alliance manager") for _ in range(3))
    assert build(replace(letter(), to=people)).pages == 1
