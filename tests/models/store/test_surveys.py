"""A survey is answered in checklists of both sides, by several people, and read back as rounds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.checklist.identity import identity_of
from models.checklist.loading import bundled, errors
from models.checklist.records import Where
from models.checklist.returned import ReturnedForm, read_replies
from models.checklist.sending import for_partner, questions
from models.partner import Partner
from models.store import records
from models.store.checklist_answers import answer
from models.store.checklist_due import all_due
from models.store.checklist_forms import apply, note_form, plan_of, prepared
from models.store.checklist_templates import in_use, templates_of_lists
from models.store.checklists import filled, of_partner
from models.store.evidence_page import for_pack
from models.store.portfolio import Portfolio, create
from models.store.standing import partner_file
from models.store.surveys import Sheet, offered, rounds, statements, surveys

TODAY = date(2026, 11, 24)
PERIOD = "2026-Q4"
_OF_PROGRAM = '\n[[sections]]\nkey = "x"\nname = "X"\neach = "criterion"\n'
THEIRS, OURS = "survey_partner", "survey_ours"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "survey.alliance") as made:
        made.clock = lambda: datetime(2026, 11, 24, 12, tzinfo=UTC)
        records.add(made, Partner(1, "Northwind"))
        yield made


def say(portfolio: Portfolio, template: str, place: int, period: str = PERIOD) -> None:
    """Answer every statement of a side with a place on the scale."""
    for statement in statements(in_use(portfolio, template)):
        answer(portfolio, Where(1, template, period), statement.key, f"s{place}", TODAY)


def sheets(portfolio: Portfolio) -> list[Sheet]:
    return [sheet for one in rounds(portfolio, 1, TODAY) for sheet in one.sheets]


def test_both_sides_answer_the_same_statements_on_one_scale(portfolio: Portfolio) -> None:
    ours, theirs = (statements(in_use(portfolio, key)) for key in (OURS, THEIRS))
    assert ours == theirs
    assert len(ours) == 10
    assert {one.top for one in ours} == {5}
    assert len({one.theme for one in ours}) == 6


def test_a_survey_is_no_prerequisite_and_decides_nothing() -> None:
    for one in bundled():
        if one.survey:
            for item in one.items.values():
                assert (item.criterion, item.gate, item.mirrors) == ("", "", "")
                assert item.evidence == "none"
                assert item.internal is (one.survey == "ours")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("carries = false", "carries = true", "carries is false"),
        ('every = "quarter"', 'every = "once"', "of a quarter or a year"),
        ('side = "partner"', 'side = "ours"', "items are of its side"),
        ('side = "partner"', 'side = "partner"\ninternal = true', "items are of its side"),
        ('kind = "text"', 'kind = "text"\nevidence = "wanted"', "answered by the records"),
        ("\n[[sections]]", f"{_OF_PROGRAM}\n[[sections]]", "takes its items from the program"),
    ],
)  # fmt: skip
def test_a_template_that_is_no_survey_is_refused(old: str, new: str, told: str) -> None:
    text = next(one.text for one in bundled() if one.key == THEIRS)
    assert errors(text, "x.toml") == []
    assert told in " ".join(errors(text.replace(old, new, 1), "x.toml"))


def test_it_comes_by_no_calendar_and_is_no_list(portfolio: Portfolio) -> None:
    assert all(not one.survey for one in templates_of_lists(portfolio))
    told = {one.where.template for one in of_partner(portfolio, 1, TODAY)}
    assert not {OURS, THEIRS} & told
    assert rounds(portfolio, 1, TODAY) == ()
    assert {one.where.template for one in all_due(portfolio, TODAY)} == told
    say(portfolio, OURS, 4)
    checked, _ = for_pack(portfolio, partner_file(portfolio, 1, TODAY), TODAY)
    assert "survey" not in " ".join(one.name for one in checked).casefold()


def test_a_round_has_the_answers_of_both_sides_and_of_each_person(portfolio: Portfolio) -> None:
    say(portfolio, OURS, 5)
    say(portfolio, THEIRS, 4)
    say(portfolio, THEIRS, 2, f"{PERIOD}.2")
    answer(portfolio, Where(1, THEIRS, f"{PERIOD}.2"), "who", "Ines", TODAY)
    answer(portfolio, Where(1, THEIRS, PERIOD), "differently", "Call us", TODAY)
    answer(portfolio, Where(1, OURS, PERIOD), "differently", "Slow", TODAY)
    [found] = rounds(portfolio, 1, TODAY)
    assert (found.label, found.survey.hosts, found.survey.partners) == ("Q4 2026", 1, 2)
    assert (found.survey.host.mean, found.survey.partner.mean) == (500, 300)
    assert (found.survey.partner_words, found.survey.host_words) == (("Call us",), ("Slow",))
    assert [(one.side, one.number, one.who, one.answered) for one in found.sheets] == [
        ("host", 1, "", 10), ("partner", 1, "", 10), ("partner", 2, "Ines", 10),
    ]  # fmt: skip
    assert surveys(portfolio, [1], TODAY)[1] == (found.survey,)


def test_what_is_answered_later_is_not_known_on_a_day(portfolio: Portfolio) -> None:
    say(portfolio, OURS, 5)
    assert surveys(portfolio, [1], date(2026, 11, 1)).get(1, ()) == ()


def test_the_next_person_gets_a_sheet_of_its_own(portfolio: Portfolio) -> None:
    first = offered(portfolio, 1, TODAY)
    assert (first.label, first.ours, first.partner) == (
        "Q4 2026", Where(1, OURS, PERIOD), Where(1, THEIRS, PERIOD),
    )  # fmt: skip
    say(portfolio, OURS, 4)
    told, sending = prepared(portfolio, Where(1, THEIRS, PERIOD), TODAY, "partner")
    note_form(portfolio, told, sending, "pdf", "out.pdf")
    after = offered(portfolio, 1, TODAY)
    assert after.ours == Where(1, OURS, f"{PERIOD}.2")
    assert after.partner == Where(1, THEIRS, f"{PERIOD}.2")
    [waiting] = [one for one in sheets(portfolio) if one.side == "partner"]
    assert waiting.sent_on is not None
    assert not waiting.back


def test_the_partners_form_goes_out_with_fields_and_ours_never(portfolio: Portfolio) -> None:
    theirs = filled(portfolio, Where(1, THEIRS, PERIOD), TODAY)
    assert for_partner(theirs)
    assert not for_partner(filled(portfolio, Where(1, OURS, PERIOD), TODAY))
    told, sending = prepared(portfolio, Where(1, THEIRS, PERIOD), TODAY, "partner")
    asked = questions(told, sending)
    # Nobody owes a statement and there is nothing to note: an answer is all.
    assert {one.parts for one in asked} == {("value",)}
    ours, out = prepared(portfolio, Where(1, OURS, PERIOD), TODAY, "partner")
    assert questions(ours, out) == ()


def test_a_form_that_comes_back_is_taken_in_as_one_change(portfolio: Portfolio) -> None:
    where = Where(1, THEIRS, PERIOD)
    told, sending = prepared(portfolio, where, TODAY, "partner")
    note_form(portfolio, told, sending, "pdf", "out.pdf")
    identity = identity_of(told, sending, questions(told, sending), "pdf")
    typed = {("keeps_word", "value"): "s4", ("differently", "value"): "Call us"}
    back = ReturnedForm(identity, read_replies(identity, typed), "back.pdf", "0" * 64)
    assert apply(portfolio, plan_of(portfolio, back, TODAY), {}, TODAY) == 2
    [sheet] = sheets(portfolio)
    assert (sheet.answered, sheet.back) == (1, True)
    portfolio.undo()
    assert not sheets(portfolio)[0].back
