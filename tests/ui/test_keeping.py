"""A job that writes where the file refuses: done again in memory, or said why not."""

import pytest
from PySide6.QtCore import QObject

from models.errors import Gone, Unwritable, UserError
from ui.keeping import keeping
from ui.work import Inline, Lane

FULL = Unwritable("It can't be written: the disk is full.", "Free space.")


class Book:
    """Refuses to be written until it is in memory; `sinks` where it can't be."""

    def __init__(self, *, sinks: bool = False) -> None:
        self.in_memory, self.sinks, self.kept = False, sinks, list[str]()

    def go_on_in_memory(self, why: Unwritable) -> bool:
        if self.sinks:
            raise Gone("It can't be read any more.")
        was, self.in_memory = self.in_memory, True
        return not was

    def add(self) -> str:
        if not self.in_memory:
            raise FULL
        self.kept.append("A")
        return "done"

    def undo(self) -> None:
        self.add()

    def can_undo(self) -> str | None:
        return None

    can_redo = can_undo

    def close(self) -> None: ...


def test_what_failed_is_done_again_in_memory_and_told_once():
    book, told = Book(), list[Unwritable]()
    assert keeping(book, book.add, told.append) == "done"
    assert keeping(book, book.add, told.append) == "done"
    assert (book.kept, told) == (["A", "A"], [FULL])


def test_a_file_that_cannot_be_read_either_is_told_and_raised():
    book, told = Book(sinks=True), list[Unwritable]()
    with pytest.raises(Gone):
        keeping(book, book.add, told.append)
    assert [type(one) for one in told] == [Gone]


def test_what_fails_in_memory_too_or_cannot_go_on_is_raised_as_it_was():
    def refuse() -> None:
        raise FULL

    told: list[Unwritable] = []
    for book in (Book(), object()):
        with pytest.raises(Unwritable):
            keeping(book, refuse, told.append)
    assert told == [FULL]


@pytest.mark.parametrize("sinks", [False, True])
def test_the_lane_tells_why_once_and_gives_no_problem_besides(qapp, sinks):
    owner = QObject()
    lane, book = Lane(owner, executor=Inline()), Book(sinks=sinks)
    lane.open(lambda: book)
    told, problems, done = list[UserError](), list[str](), list[object]()
    lane.afloat.connect(told.append)
    lane.problem.connect(lambda message, hint: problems.append(message))
    lane.undo(done.append)
    lane.undo(done.append)
    assert problems == []
    assert [type(one) for one in told] == ([Gone, Gone] if sinks else [Unwritable])
    assert (book.kept, len(done)) == (([], 0) if sinks else (["A", "A"], 2))
