"""Filling in a checklist, killed at a hundred random moments: nothing that was kept is lost."""

from pathlib import Path
from random import Random

import pytest

from tests.models.store.checklist_killed import Book

KILLS = 100

pytestmark = pytest.mark.bench


def test_a_hundred_kills_lose_at_most_the_answer_under_way(tmp_path: Path) -> None:
    book = Book(tmp_path / "killed.alliance")
    moment = Random()
    for _ in range(KILLS):
        book.fill_and_kill(moment)
    print(f"\n{KILLS} kills, {book.kept:,} answers kept, {book.under_way} kills with an answer"
          " under way, none lost")  # fmt: skip
    assert book.kept > KILLS
