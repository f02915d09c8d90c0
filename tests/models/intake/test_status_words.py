"""Outcome and stage words: what many systems say, what one word decides, and what is asked."""

import pytest

from models.intake.mapping import MEANINGS
from models.intake.status_words import StatusWords
from models.intake.values import UnknownWord


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("open", "open"), ("Won", "won"), ("LOST", "lost"), ("Closed Won", "won"),
        ("closedlost", "lost"), ("Closed/Won", "won"), ("Proposal/Price Quote", "open"),
        ("Id. Decision Makers", "open"), ("Launched", "won"), ("gagné", "won"),
        ("Out-Sold", "lost"),
        ("3 - Proposal", "open"), ("Closed won (Sales Pipeline)", "won"), ("#09 WON", "won"),
        ("Lost to competitor", "lost"), ("", ""), ("25% - Qualified", "open"),
        ("Disqualified", "unqualified"), ("nicht qualifiziert", "unqualified"),
        ("Geschlossen/Gewonnen", "won"), ("Fermée/Perdue", "lost"), ("Cierre ganado", "won"),
        ("Closed Lost - no budget", "lost"), ("Customer declined", "lost"),
    ],
)  # fmt: skip
def test_stages_of_many_systems_are_known(word: str, status: str) -> None:
    assert StatusWords({}, whole_words=True)(word) == status


@pytest.mark.parametrize(
    "word",
    [
        "Assigned dynamically",
        "Closed",
        "won or lost",
        "1234567",
        "Wonder",
        "won't do",
        "Not won",
        "nicht gewonnen",
        "almost lost",
        "Declined",
        "Expired",
        "Lead",
        "4-Close",
        "3-Propose",
    ],
)
def test_a_word_that_may_mean_anything_is_asked_about(word: str) -> None:
    with pytest.raises(UnknownWord):
        StatusWords({}, whole_words=True)(word)


def test_a_status_column_is_taken_at_its_word() -> None:
    with pytest.raises(UnknownWord):
        StatusWords({}, whole_words=False)("Lost to competitor")


def test_a_stated_word_beats_the_table() -> None:
    read = StatusWords({"Committed": "won", "###": "lost"}, whole_words=False)
    assert (read("committed"), read("###")) == ("won", "lost")


def test_a_word_that_one_part_of_it_decided_is_kept_to_be_told() -> None:
    read = StatusWords({}, whole_words=True)
    for word in ("Closed Won", "Closed, won at last", "Lost to competitor"):
        read(word)
    assert read.by_word == {"Closed, won at last": "won", "Lost to competitor": "lost"}


def test_a_code_stands_for_an_outcome_only_in_its_own_column() -> None:
    system = {"open": ["0"], "won": ["1"], "lost": ["2"]}
    assert StatusWords({}, whole_words=True, system=system)("1") == "won"
    with pytest.raises(UnknownWord):
        StatusWords({}, whole_words=True)("1")


@pytest.mark.parametrize("meaning", MEANINGS)
def test_a_word_can_be_said_to_mean_any_of_the_four(meaning: str) -> None:
    assert StatusWords({"Stage 5": meaning}, whole_words=True)("stage 5") == meaning
