"""The window opened up: every deal in one group and one column, and the sentences on them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from models.deal import Deal
from models.money import plain
from models.partner_file import PartnerFile
from models.program.decision import AggregateTcv
from models.program.loading import terms_on
from models.program.projected import projected
from models.program.timeline import timeline
from models.tcv_lines import COUNTING, notes_on, projected_words, step_words
from models.tcv_window import TcvWindow, reach, targets, total_if_redated, window_on
from tests.models.program.making import complete, deal, without, won
from tests.models.program.randomly import worlds
from tests.models.program.test_decide_naive import World
from tests.models.program.test_projected import file_of

DAY = date(2022, 8, 15)
TERMS = terms_on(DAY)
MILLION = 100_000_000


def opened(file: PartnerFile, day: date = DAY, before: dict[int, date] | None = None) -> TcvWindow:
    deals = [counted.deal for counted in file.deals]
    year = timeline(deals, (), [(date(2022, 1, 1), TERMS)], date(2023, 1, 31))
    return window_on(day, year, projected(file, TERMS, {}, DAY), before or {})


def with_deals(*deals: Deal, day: date = DAY, before: dict[int, date] | None = None) -> TcvWindow:
    return opened(file_of(complete(*deals)), day, before)


def words(window: TcvWindow) -> dict[str, str]:
    return {note.key: note.words for note in window.notes}


@pytest.mark.clause("C059", "C060", "C061")
@pytest.mark.parametrize(
    ("status", "close", "group", "label"),
    [
        ("won", date(2021, 5, 1), "wins", "Won in 2021"),
        ("lost", date(2021, 5, 1), "losses", "Lost in 2021"),
        ("open", date(2022, 7, 1), "pipeline", "Open in the window"),
        ("open", date(2022, 6, 30), "stale", "Dated before the window"),
        ("open", date(2023, 7, 1), "beyond", "Dated after the window"),
        ("won", date(2022, 5, 1), "closed_this_year", "Closed this year"),
        ("won", date(2022, 8, 16), "closed_later", "Closed after that day"),
        ("won", date(2020, 12, 31), "earlier", "Closed before 2021"),
        ("open", None, "undated", "No close date"),
    ],
)
def test_each_deal_is_in_the_group_of_its_status_and_date(
    status: str, close: date | None, group: str, label: str
) -> None:
    [found] = with_deals(deal(status, close, MILLION, 1)).groups
    assert (found.key, found.label, found.deals, found.minor) == (group, label, 1, MILLION)
    assert found.counts is (group in COUNTING)


@given(worlds(most=1))
def test_every_deal_is_in_one_group_and_one_column_and_no_money_is_lost(world: World) -> None:
    for made in world[0]:
        window = opened(file_of(made))
        everything = sum(line.counted.tcv_minor for line in window.lines)
        assert sum(group.minor for group in window.groups) == everything
        assert sum(column.minor for column in window.columns) == everything
        assert sum(len(mark.ids) for c in window.columns for mark in c.marks) == len(made.deals)
        assert sum(group.minor for group in window.groups if group.counts) == window.tcv.total
        assert [line.order for line in window.lines] == sorted(line.order for line in window.lines)


@pytest.mark.clause("C061")
def test_the_axis_is_the_prior_year_to_the_end_of_the_window() -> None:
    window = with_deals(won(1, date(2020, 1, 1)), deal("open", None, 1), deal("open", DAY, 1))
    columns = window.columns
    assert [c.label for c in columns] == [
        "Earlier", "Q1 2021", "Q2 2021", "Q3 2021", "Q4 2021", "Q1 2022", "Q2 2022", "Q3 2022",
        "Q4 2022", "Q1 2023", "Q2 2023", "No date",
    ]  # fmt: skip
    assert [c.label for c in columns if c.closed_count] == [f"Q{n} 2021" for n in (1, 2, 3, 4)]
    assert [c.label for c in columns if c.open_count] == [
        "Q3 2022", "Q4 2022", "Q1 2023", "Q2 2023",
    ]  # fmt: skip


def test_small_deals_of_a_full_quarter_are_drawn_as_one() -> None:
    deals = [deal("open", DAY, minor, 1) for minor in range(101, 131)]
    [column] = [c for c in with_deals(*deals).columns if c.label == "Q3 2022"]
    [rest] = [mark for mark in column.marks if not mark.id]
    assert (len(column.marks), len(rest.ids), rest.text) == (21, 10, "10 smaller deals")
    assert rest.minor == sum(range(101, 111))


def test_deals_too_small_to_be_seen_are_drawn_as_one_and_one_alone_by_itself() -> None:
    deals = [deal("open", DAY, minor, 1) for minor in (4000, 99, 50)]
    closed = deal("won", date(2022, 8, 1), 7, 1)
    [column] = [c for c in with_deals(*deals, closed).columns if c.label == "Q3 2022"]
    assert [(mark.id, mark.minor) for mark in column.marks] == [
        (deals[0].id, 4000), (0, 149), (closed.id, 7),
    ]  # fmt: skip


@pytest.mark.clause("C058", "C066", "C067", "C068")
@pytest.mark.parametrize(
    ("dollars", "tier", "following", "gap"),
    [
        ("7_999_999.99", "opportunistic", "silver", 1),
        ("8_000_000", "silver", "gold", 7 * MILLION),
        ("24_999_999.99", "gold", "platinum", 1),
        ("25_000_000", "platinum", None, 0),
    ],
)
def test_an_amount_reaches_a_tier_and_misses_the_next(
    dollars: str, tier: str, following: str | None, gap: int
) -> None:
    found = reach(won(dollars).tcv_minor, TERMS)
    assert (found.tier, found.following, found.gap) == (tier, following, gap)
    assert [plain(amount, "USD") for _, amount in targets(TERMS)] == [
        "8000000.00", "15000000.00", "25000000.00",
    ]  # fmt: skip


@pytest.mark.clause("C061", "C072")
def test_money_lost_to_stale_dates_is_told_and_another_date_brings_it_back() -> None:
    stale = deal("open", date(2022, 6, 30), 3 * MILLION, 1)
    file = file_of(complete(stale, won("6_000_000")))
    window = opened(file)
    assert words(window)["stale"] == (
        "1 open deal, $3,000,000, is dated before the window and counts in no figure."
    )
    assert window.ids("stale") == [stale.id]
    year = timeline([c.deal for c in file.deals], (), [(date(2022, 1, 1), TERMS)], DAY)
    assert total_if_redated(window, year, [stale.id], date(2023, 6, 30)) == 9 * MILLION
    assert total_if_redated(window, year, [stale.id], date(2023, 7, 1)) == 6 * MILLION


@pytest.mark.clause("C061")
@pytest.mark.parametrize(("close", "passed"), [(date(2022, 8, 14), True), (DAY, False)])
def test_a_deal_past_its_date_counts_until_the_quarter_ends(close: date, passed: bool) -> None:
    window = with_deals(deal("open", close, MILLION, 1), deal("open", date(2022, 9, 1), 1, 1))
    assert window.tcv.total == MILLION + 1
    assert words(window).get("passed") == (
        "1 open deal, $1,000,000, is past its date and counts only until 1 Oct 2022."
        if passed
        else None
    )


@pytest.mark.clause("C093", "C094", "A10")
def test_a_deal_without_services_portion_counts_and_is_listed_apart() -> None:
    window = with_deals(won("6_000_000"), deal("won", date(2021, 6, 1), 2 * MILLION))
    [line] = [line for line in window.lines if "no_services" in line.keys]
    assert line.marks == ("distribution only",)
    assert window.tcv.total == 8 * MILLION
    assert words(window)["no_services"] == (
        "1 deal, $2,000,000, has no services portion; without it the total is $6,000,000."
    )


@pytest.mark.clause("A10")
def test_where_the_program_leaves_them_out_the_sentence_says_so() -> None:
    terms = replace(TERMS, exclude_without_services=True)
    window = with_deals(deal("won", date(2021, 6, 1), 2 * MILLION))
    file = file_of(complete())
    ahead = projected(file, terms, {}, DAY)
    [note] = notes_on(window.lines, AggregateTcv(), window.days, terms, ahead)
    assert note.words.endswith("has no services portion; this program leaves them out.")


@pytest.mark.clause("A11")
@pytest.mark.parametrize(
    ("status", "close", "day", "marked"),
    [
        ("lost", date(2021, 12, 1), DAY, True),
        ("lost", date(2022, 3, 1), DAY, False),
        ("won", date(2022, 3, 1), date(2023, 1, 4), True),
        ("open", date(2022, 9, 1), DAY, False),
    ],
)
def test_a_deal_that_counted_as_pipeline_and_counts_again_is_marked(
    status: str, close: date, day: date, marked: bool
) -> None:
    found = deal(status, close, MILLION, 1)
    known = date(2021, 1, 5) if close.year == 2021 else date(2022, 1, 5)
    [line] = with_deals(found, day=day, before={found.id: known}).lines
    assert ("before" in line.keys) is (marked or line.group == "closed_this_year")
    if marked:
        assert line.marks == (f"counted before, as pipeline on 5 Jan {known.year}",)


@pytest.mark.clause("A09", "C072")
@pytest.mark.parametrize(
    ("due", "needs"),
    [
        ((7,), "Gold needs it, else it is Silver."),
        ((4, 3), "Gold needs all of them, else it is Silver."),
        ((6, 1), "Gold needs the largest of them, else it is Silver."),
        ((5, 2, 1), "Gold needs the 2 largest of them, else it is Silver."),
        ((2, 7), "Silver needs all of them, else it is below every target."),
        ((3, 2), "it is below every target even so."),
        ((1,), "Silver holds without it."),
        ((1, 2), "Silver holds without them."),
    ],
)
def test_what_next_january_hangs_on_is_one_sentence(due: Sequence[int], needs: str) -> None:
    sure = {(7,): 8, (4, 3): 8, (2, 7): 0, (3, 2): 1}.get(tuple(due), 9)
    deals = [deal("open", date(2022, 11, 1), m * MILLION, 1) for m in due]
    file = file_of(complete(won(f"{sure}_000_000", date(2022, 2, 1)), *deals))
    told = projected_words(projected(file, TERMS, {}, DAY))
    assert told.endswith(f"due by 31 Dec 2022; {needs}")


@pytest.mark.clause("A02", "A09")
def test_money_that_is_enough_without_prerequisites_is_said_to_lack_them() -> None:
    due = deal("open", date(2022, 11, 1), 20 * MILLION, 1)
    file = file_of(without(complete(due), "nda"))
    assert projected_words(projected(file, TERMS, {}, DAY)).endswith(
        "; it is enough for Gold, but prerequisites are missing."
    )


def test_without_open_deals_nothing_hangs_on_them() -> None:
    file = file_of(complete(won("9_000_000", date(2022, 2, 1))))
    assert projected_words(projected(file, TERMS, {}, DAY)) == (
        "$9,000,000 on 2 Jan 2023 hangs on no open deal."
    )


@pytest.mark.clause("C072")
def test_a_step_says_in_words_what_came_in_and_what_fell_out() -> None:
    fell = [deal("open", date(2022, 3, 31), minor * MILLION, 1) for minor in (4, 3, 2, 1, 1)]
    came = deal("open", date(2023, 3, 31), 5 * MILLION, 1)
    found = timeline([*fell, came], (), [(date(2022, 1, 1), TERMS)], date(2023, 1, 31))
    assert step_words(found.steps[1]) == (
        "The window moves on to Q2 2022 to Q1 2023. Came in: Deal 500000000 $5,000,000."
        " Fell out: Deal 400000000 $4,000,000, Deal 300000000 $3,000,000,"
        " Deal 200000000 $2,000,000 and 2 other deals $2,000,000."
    )
    assert step_words(found.steps[0]) == "The line begins here."


@pytest.mark.clause("A09")
@pytest.mark.parametrize(
    ("status", "close", "ahead"),
    [
        ("won", date(2022, 2, 1), "Counts as a win"),
        ("lost", date(2022, 2, 1), "Counts as a loss"),
        ("open", date(2022, 12, 1), "If it closes by then"),
        ("open", date(2023, 2, 1), "Counts as pipeline"),
        ("won", date(2021, 2, 1), "Not counted"),
        ("open", date(2022, 2, 1), "Not counted"),
    ],
)
def test_each_line_says_what_next_january_makes_of_it(status: str, close: date, ahead: str) -> None:
    [line] = with_deals(deal(status, close, MILLION, 1)).lines
    assert line.ahead == ahead
