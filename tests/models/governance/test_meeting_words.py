"""Words for every kind, state and notice of a meeting, and times of day as people type them."""

from datetime import date

import pytest

from models.errors import UserError
from models.governance import meeting_words as words
from models.governance.infractions import DECISIONS
from models.governance.meetings import (
    INFRACTION_STATES,
    MEETING_KINDS,
    MEETING_STATES,
    WITH_WHOM,
    Meeting,
)
from models.governance.notice import STATES


def test_every_word_of_a_record_is_said_in_words() -> None:
    assert tuple(words.KINDS) == MEETING_KINDS
    assert tuple(words.STATES) == MEETING_STATES
    assert tuple(words.WHOM) == WITH_WHOM
    assert tuple(words.NOTICES) == STATES
    assert set(words.FINDINGS) == {"proposed", *INFRACTION_STATES}
    assert set(DECISIONS) < set(INFRACTION_STATES)


def test_a_meeting_is_called_by_its_title_or_its_kind_and_its_day_has_the_weekday() -> None:
    plain = Meeting(1, 2, "roadmap", date(2026, 5, 20))
    assert (words.title_of(plain), words.when(plain)) == ("Roadmap session", "Wed 20 May 2026")
    named = Meeting(1, 2, "roadmap", date(2028, 2, 29), "Where to", "09:05")
    assert (words.title_of(named), words.when(named)) == ("Where to", "Tue 29 Feb 2028, 09:05")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""), ("  ", ""), ("9", "09:00"), ("9:30", "09:30"), ("09.30", "09:30"),
        ("0930", "09:30"), ("930", "09:30"), ("14h", "14:00"), ("14 h 30", "14:30"),
        ("2 pm", "14:00"), ("12am", "00:00"), ("12:15 PM", "12:15"), ("00:00", "00:00"),
        ("23:59", "23:59"),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_type_it(typed: str, kept: str) -> None:
    assert words.read_time(typed) == kept


@pytest.mark.parametrize("typed", ["24:00", "9:60", "soon", "13 pm", "0 am", "9:3", "-1", "12345"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="is no time of day"):
        words.read_time(typed)
