"""One value changed in a program's text: exactly that, with comments and layout kept."""

import difflib
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.program import editing
from models.program.editing_words import set_word
from models.program.loading import faults, program_of, programs, terms_from

TEXT = programs()[0].text
BEGIN, LATER = date(2021, 1, 1), date(2024, 1, 1)


def lines(new: str, sign: str) -> list[str]:
    found = difflib.ndiff(TEXT.splitlines(), new.splitlines())
    return [line[2:] for line in found if line.startswith(f"{sign} ")]


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def test_a_value_of_the_first_row_changes_one_line() -> None:
    new = editing.set_ask(TEXT, "aggregate_tcv", "gold", BEGIN, "required", Decimal("18000000.50"))
    assert lines(new, "+") == [
        'gold = { obligation = "required", value = 18_000_000.50, clause = "C068" }'
    ]
    assert len(lines(new, "-")) == 1
    assert terms_from(new, BEGIN).criterion("aggregate_tcv").asks["gold"].required == 1_800_000_050


@pytest.mark.clause("C100")
@pytest.mark.parametrize(
    ("day", "target"),
    [
        (date(2023, 12, 31), 1_500_000_000),
        (LATER, 1_800_000_000),
        (date(2024, 1, 2), 1_800_000_000),
    ],
)
def test_a_value_of_a_later_day_gets_a_row_of_its_own(day: date, target: int) -> None:
    new = editing.set_ask(TEXT, "aggregate_tcv", "gold", LATER, "required", 18_000_000)
    assert lines(new, "-") == []
    assert "from = 2024-01-01" in lines(new, "+")
    assert terms_from(new, day).criterion("aggregate_tcv").asks["gold"].required == target
    again = editing.set_ask(new, "aggregate_tcv", "silver", LATER, "required", 9_000_000)
    assert again.count("from = 2024-01-01") == 1
    assert faults(again) == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: editing.set_ask(t, "data_privacy_agreement", "silver", LATER, "not_required"),
        lambda t: editing.set_ask(t, "offering_availability", "silver", LATER, "required", 3),
        lambda t: editing.set_ask(
            t, "offering_availability", "silver", LATER, "required", "worldwide"
        ),
        lambda t: editing.set_ask(t, "nda", "silver", LATER, "recommended", True),
        lambda t: editing.set_benefit(t, "sales_enablement", "platinum", LATER, "included"),
        lambda t: editing.switch_benefit(t, "sales_enablement", True),
        lambda t: editing.set_measure(t, "pipeline_quarters", LATER, 3),
        lambda t: editing.set_measure(t, "wins", LATER, {"trailing_months": 12}),
        lambda t: editing.set_measure(t, "statement_months", LATER, 6, part="calendar"),
        lambda t: set_word(t, ("tiers", "gold", "label"), "Growing “Gold”"),
        lambda t: set_word(t, ("criteria", "nda", "label"), 'Paper "N"'),
        lambda t: editing.set_head(t, version="2024", from_on=LATER, notice_on=date(2023, 9, 1)),
    ],
)
def test_an_edit_keeps_every_comment_and_leaves_a_program(edit: Callable[[str], str]) -> None:
    new = edit(TEXT)
    assert new != TEXT
    assert faults(new) == []
    assert comments(new) == comments(TEXT)
    assert edit(new) == new
    changed = len(lines(new, "+")) + len(lines(new, "-"))
    assert changed <= 10


def test_comments_stay_where_they_introduce_what_follows() -> None:
    new = editing.set_ask(TEXT, "data_privacy_agreement", "silver", LATER, "recommended", True)
    assert new.index("from = 2024-01-01") < new.index("# The guide cuts these names off")


def test_the_head_names_version_first_day_and_notice() -> None:
    new = editing.set_head(TEXT, version="2024", from_on=LATER, notice_on=date(2023, 9, 1))
    head = program_of(new)
    assert (head.version, head.from_on, head.notice_on) == ("2024", LATER, date(2023, 9, 1))
    later = program_of(editing.set_head(new, notice_on=date(2023, 10, 1)))
    assert (later.version, later.notice_on) == ("2024", date(2023, 10, 1))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda: editing.set_ask(TEXT, "fame", "gold", LATER, "required", 1), "no 'fame'"),
        (lambda: editing.set_ask(TEXT, "nda", "bronze", LATER, "required", 1), "tier 'bronze'"),
        (lambda: editing.set_ask(TEXT, "nda", "gold", date(2020, 1, 1), "required"), "before 1"),
        (lambda: editing.set_measure(TEXT, "luck", LATER, 1), "the value 'luck'"),
        (lambda: editing.switch_benefit("[", "x", True), "not readable as TOML"),
    ],
)
def test_what_can_t_be_edited_is_told(edit: Callable[[], str], words: str) -> None:
    with pytest.raises(UserError, match=words):
        edit()


@settings(max_examples=20)
@given(
    st.dates(date(2021, 1, 1), date(2030, 12, 31)),
    st.decimals("0.01", "99999999.99", places=2),
    st.sampled_from(["platinum", "gold", "silver"]),
)
def test_an_amount_is_read_back_to_the_cent(day: date, amount: Decimal, tier: str) -> None:
    new = editing.set_ask(TEXT, "aggregate_tcv", tier, day, "required", amount)
    asked = terms_from(new, day).criterion("aggregate_tcv").asks[tier].required
    assert asked == int(amount * 100)
