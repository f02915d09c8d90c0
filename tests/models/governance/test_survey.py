"""What both sides answer is added up by statement, held side by side, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.governance.survey import (
    HOST,
    PARTNER,
    Reply,
    Score,
    Statement,
    course,
    gaps,
    gaps_words,
    mean_text,
    survey_of,
)

ONE = Statement("one", "We talk often enough.", "Talk")
TWO = Statement("two", "Each side keeps its word.", "Trust")
ON = date(2026, 11, 3)


def reply(side: str, *scores: int, period: str = "2026-Q4", words: str = "") -> Reply:
    told = tuple(zip(("one", "two"), scores, strict=False))
    return Reply(side, period, "Q4 2026", told, words, ON)


def test_means_are_by_statement_and_side() -> None:
    found = survey_of(
        [ONE, TWO],
        [reply(HOST, 5, 4), reply(PARTNER, 2, 4), reply(PARTNER, 3, 4)],
        "2026-Q4", "Q4 2026",
    )  # fmt: skip
    first, second = found.lines
    assert (first.host.mean, first.partner.mean, first.gap) == (500, 250, 250)
    assert second.gap == 0
    assert (found.hosts, found.partners, found.on) == (1, 2, ON)
    assert (found.host.words, found.partner.words) == ("4.5", "3.2")


def test_without_an_answer_a_mean_is_not_known_and_there_is_no_gap() -> None:
    found = survey_of([ONE], [reply(HOST, 5)], "2026-Q4", "Q4 2026")
    [line] = found.lines
    assert (line.partner.mean, line.gap, line.partner.words) == (None, None, "–")
    assert gaps_words(found) == ("Not enough data: the partner’s side has not answered yet.",)
    nobody = survey_of([ONE], [], "2026-Q4", "Q4 2026")
    assert gaps_words(nobody) == ("Not enough data: either side has not answered yet.",)


@pytest.mark.parametrize(("partner", "wide"), [(4, True), (3, True), (5, False)])
def test_a_gap_counts_from_one_whole_step_on(partner: int, wide: bool) -> None:
    found = survey_of([ONE], [reply(HOST, 5), reply(PARTNER, partner)], "2026-Q4", "Q4 2026")
    assert bool(gaps(found)) is wide


def test_the_widest_gap_is_told_first_in_words() -> None:
    found = survey_of([ONE, TWO], [reply(HOST, 5, 5), reply(PARTNER, 4, 1)], "2026-Q4", "Q4 2026")
    assert gaps_words(found)[0] == ("“Each side keeps its word”: the host 5.0, the partner 1.0.")
    assert gaps_words(found, most=1) == gaps_words(found)[:1]
    alike = survey_of([ONE], [reply(HOST, 4), reply(PARTNER, 4)], "2026-Q4", "Q4 2026")
    assert gaps_words(alike) == ("Nowhere do the two sides differ by 1.0 or more.",)


def test_another_period_and_a_place_off_the_scale_say_nothing() -> None:
    found = survey_of(
        [ONE], [reply(HOST, 6), reply(PARTNER, 3, period="2026-Q3")], "2026-Q4", "Q4 2026"
    )
    assert (found.host, found.partners) == (Score(), 0)


def test_the_words_of_a_side_stay_with_it() -> None:
    told = [reply(HOST, 5, words="Slow"), reply(PARTNER, 4, words="Call us")]
    found = survey_of([ONE], told, "2026-Q4", "Q4 2026")
    assert (found.host_words, found.partner_words) == (("Slow",), ("Call us",))


def test_the_course_goes_from_the_oldest_round() -> None:
    late = survey_of([ONE], [reply(HOST, 4)], "2026-Q4", "Q4 2026")
    early = survey_of([ONE], [reply(HOST, 2, period="2026-Q2")], "2026-Q2", "Q2 2026")
    assert [(one.label, one.host, one.partner) for one in course([late, early])] == [
        ("Q2 2026", 200, None), ("Q4 2026", 400, None),
    ]  # fmt: skip


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_a_mean_lies_between_its_answers_and_is_cut_off(places: list[int]) -> None:
    score = Score(sum(places), len(places))
    assert score.mean is not None
    assert min(places) * 100 <= score.mean <= max(places) * 100
    assert score.mean * len(places) <= sum(places) * 100 < (score.mean + 1) * len(places)
    assert mean_text(score.mean).startswith(str(score.mean // 100))
