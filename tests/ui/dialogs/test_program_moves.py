"""Who would move: made on the lane, told in the program's own words, harmless when it is late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from models.program.loading import programs, terms_from
from models.program.moves import Move
from models.store.program_page import Moves
from tests.models.program.harbour import TEXT
from ui.desk import Desk, Opened
from ui.dialogs import program_moves
from ui.dialogs.program_moves import MovesDialog, listed_by
from ui.work import Lane

TODAY = date(2022, 1, 5)
TERMS = terms_from(programs()[0].text, TODAY)


class Later:
    """Keeps jobs until they are let go."""

    quiet = 0.0

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def submit(self, job: Callable[[], None]) -> None:
        self.jobs.append(job)

    def stop(self) -> None:
        self.run()

    def run(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


class File:
    """Stands in for a portfolio: the lane only opens and closes it."""

    def can_undo(self) -> None: ...

    def can_redo(self) -> None: ...

    def close(self) -> None: ...


def moves() -> Moves:
    gold, silver = TERMS.by_key["gold"], TERMS.by_key["silver"]
    [money] = [c.id for c in TERMS.criteria if c.counts == "aggregate_tcv"]
    made = (
        Move(1, "Alpha", "participating", gold, silver, "down", (money,), 1_600_000_000, 0),
        Move(2, "Beta", "participating", gold, gold, "same", ("no_such",), 0, 0),
    )
    return Moves(TERMS, TERMS, TODAY, made)


def read(_portfolio: Any, progress: Any) -> Moves:
    progress(0, 2, "")
    progress(1, 2, "")
    return moves()


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def desk(qtbot: QtBot, later: Later, tmp_path: Path) -> Iterator[Desk]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Desk(Lane(executor=later), TODAY, settings)
    made.opened = Opened(path=tmp_path / "one.alliance", name="One")
    made.lane.open(File)
    later.run()
    yield made
    made.lane.stop()


def delete(widget: QWidget) -> None:
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(widget)


def test_lines_and_the_summary_are_made_before_the_window_has_them(
    qtbot: QtBot, desk: Desk, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = MovesDialog(desk, "Who", read)
    qtbot.addWidget(dialog)
    given: list[Any] = []
    monkeypatch.setattr(dialog.task, "then", given.append)
    later.run()
    [listed] = given
    assert [line.why for line in listed.lines] == ["Aggregate TCV", "no_such"]
    assert "1 down and 1 the same" in listed.told
    for name in ("summary", "listed_by", "MoveLine"):
        monkeypatch.delattr(program_moves, name)
    dialog._take(listed)
    assert [line.move.partner for line in dialog.model.rows] == ["Alpha"]
    assert dialog.tell.text() == listed.told


@pytest.mark.parametrize("closed", [True, False])
def test_what_comes_after_the_window_is_gone_does_no_harm(
    qtbot: QtBot, desk: Desk, later: Later, closed: bool
) -> None:
    faults: list[object] = []
    problems: list[object] = []
    desk.lane.fault.connect(faults.append)
    desk.lane.problem.connect(lambda *told: problems.append(told))
    over = QWidget()
    qtbot.addWidget(over)
    dialog = MovesDialog(desk, "Who", read, over)
    dialog.open()
    if closed:
        dialog.reject()
    delete(dialog)
    later.run()
    assert (faults, problems) == ([], [])


def test_progress_and_refusal_of_a_window_that_was_just_closed_do_no_harm(
    qtbot: QtBot, desk: Desk, later: Later
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    dialog = MovesDialog(desk, "Who", read, over)
    dialog.show()
    dialog.reject()
    later.run()
    assert dialog.found is None
    assert dialog.model.count == 0


def test_the_money_is_called_what_each_program_calls_it(qtbot: QtBot) -> None:
    other = replace(
        TERMS,
        criteria=tuple(
            replace(c, label="Booked") if c.counts == "aggregate_tcv" else c for c in TERMS.criteria
        ),
    )
    [line, same] = listed_by(lambda *_: replace(moves(), new=other), None, None).lines
    assert program_moves._tcv_words(line) == "Aggregate TCV $16.0M → Booked $0"
    assert program_moves._tcv_words(replace(same, old=other)) == "Booked $0"
    assert line.why == "Booked"
    heads = [column.title for column in program_moves.copied(TERMS, other)]
    assert heads[-2:] == ["Aggregate TCV now", "Booked then"]


def test_copying_before_anything_is_there_copies_nothing(qtbot: QtBot, desk: Desk) -> None:
    QGuiApplication.clipboard().setText("kept")
    dialog = MovesDialog(desk, "Who", read)
    qtbot.addWidget(dialog)
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "kept"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "The one partner would keep its calculated tier."),
        (2, "All 2 partners would keep their calculated tier."),
    ],
)
def test_that_nobody_moves_is_said_of_one_and_of_several(
    qtbot: QtBot, desk: Desk, later: Later, count: int, said: str
) -> None:
    stays = moves().moves[1]
    still = Moves(TERMS, TERMS, TODAY, tuple(replace(stays, partner_id=n) for n in range(count)))
    window = MovesDialog(desk, "Who would move", lambda *_: still)
    qtbot.addWidget(window)
    later.run()
    qtbot.waitUntil(lambda: window.found is not None)
    told = [label.text() for label in window.empty.findChildren(QLabel)]
    assert said in told


def test_no_money_is_told_where_neither_program_asks_for_any(qtbot: QtBot) -> None:
    terms = terms_from(TEXT, TODAY)
    keeps = Move(1, "A", "participating", terms.tiers[0], terms.tiers[0], "same", (), 0, 0)
    found = listed_by(lambda *_: Moves(terms, terms, TODAY, (keeps,)), None, None)
    [line] = found.lines
    [because] = [column for column in program_moves.columns() if column.title == "Because of"]
    assert because.sub is not None
    assert because.sub(line) == ""
