from pathlib import Path
from random import Random

from tests.models.store.checklist_killed import Book


def test_a_process_that_is_killed_loses_at_most_the_answer_under_way(tmp_path: Path) -> None:
    book = Book(tmp_path / "killed.alliance")
    moment = Random(11)
    for _ in range(10):
        book.fill_and_kill(moment)
    assert book.kept > 10
