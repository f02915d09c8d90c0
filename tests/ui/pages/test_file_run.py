"""Several files made side by side: what is told, what fails, what is kept, and Cancel."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from models.errors import UserError
from models.store.portfolio import Portfolio, create
from ui.desk import Desk
from ui.pages.file_run import FileBar, FileRun, Pace, Work, Written, free_name, make_together
from ui.widgets.buttons import Button

TODAY = date(2026, 11, 24)


class Run(FileRun):
    """Writes a file for each word; a word may be one that fails."""

    def __init__(self, desk: Desk, todo: list[str], folder: Path, at_once: int) -> None:
        super().__init__(desk, todo, folder, "sheet", "Writing", QObject(desk), at_once)
        self.kept: list[str] = []

    def source(self, todo: str) -> Callable[[Any], str]:
        def read(_: Any) -> str:
            if todo == "gone":
                raise UserError("It is gone.", "")
            return todo

        return read

    def work(self, read: str) -> Work:
        return Work(read, self.make, (read, self.free(f"{read[:4]}.txt")))

    def make(self, word: str, target: Path) -> Written:
        if word == "locked":
            raise UserError("It can’t be written.", "")
        if word == "broken":
            raise RuntimeError("oops")
        target.write_text(word)

        def note(_: Any) -> None:
            if word == "unkept":
                raise UserError("It is not listed.", "")
            self.kept.append(word)

        return Written(target, f"Write {word}", note, "Write")


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        yield made


@pytest.fixture
def ran(desk: Desk, tmp_path: Path) -> Callable[..., tuple[Run, list[Path], list[str], list[str]]]:
    def go(words: list[str], at_once: int = 3) -> tuple[Run, list[Path], list[str], list[str]]:
        run = Run(desk, words, tmp_path, at_once)
        told: list[str] = []
        ends: list[tuple[list[Path], list[str]]] = []
        run.told.connect(told.append)
        run.finished.connect(lambda *end: ends.append(end))
        run.go_on()
        assert len(ends) == 1
        return run, *ends[0], told

    return go


@pytest.mark.parametrize("at_once", [1, 2, 3, 9])
def test_every_file_is_made_whatever_the_number_at_once(
    ran: Callable[..., Any], tmp_path: Path, at_once: int
) -> None:
    words = ["alpha", "beta", "gamma", "delta", "epsilon"]
    run, made, problems, told = ran(words, at_once)
    assert sorted(path.read_text() for path in made) == sorted(words)
    assert problems == []
    assert sorted(run.kept) == sorted(words)
    assert told[0] == "Writing sheet 1 of 5: alpha"


def test_those_that_fail_are_named_and_the_rest_are_made(ran: Callable[..., Any]) -> None:
    run, made, problems, _ = ran(["alpha", "gone", "locked", "broken", "beta"])
    assert sorted(path.read_text() for path in made) == ["alpha", "beta"]
    assert sorted(problems) == [
        "It is gone.", "broken: the sheet failed inside.", "locked: It can’t be written.",
    ]  # fmt: skip
    assert sorted(run.kept) == ["alpha", "beta"]


def test_files_of_one_name_do_not_write_over_each_other(
    ran: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "ALPH.txt").write_text("there before")
    (tmp_path / "alph.txt").write_text("there before")
    _, made, _, _ = ran(["alpha", "alphabet", "alphorn"])
    assert sorted(path.name for path in made) == ["alph 2.txt", "alph 3.txt", "alph 4.txt"]
    assert (tmp_path / "alph.txt").read_text() == "there before"


def test_a_file_that_is_not_kept_is_told_and_still_there(
    ran: Callable[..., Any], desk: Desk
) -> None:
    told: list[tuple[str, str]] = []
    desk.problem.connect(lambda *problem: told.append(problem))
    run, made, problems, _ = ran(["alpha", "unkept", "beta"])
    assert len(made) == 3
    assert problems == []
    assert run.kept == ["alpha", "beta"]
    assert told == [("unke.txt: It is not listed.", "")]


def test_cancel_finishes_those_under_way_and_counts_the_rest(desk: Desk, tmp_path: Path) -> None:
    run = Run(desk, [f"word {n}" for n in range(9)], tmp_path, 2)
    ends: list[Any] = []
    run.finished.connect(lambda *end: ends.append(end))
    run.told.connect(run.cancel)
    run.go_on()
    made, problems = ends[0]
    assert len(made) + run.given_up == 9
    assert 2 <= len(made) <= 4
    assert problems == []


def test_files_are_made_side_by_side() -> None:
    """Neither can go on before the other has begun."""
    together = Barrier(2)

    def make(name: str) -> Written:
        together.wait(20)
        return Written(Path(name), "", str)

    made = make_together([Work(name, make, (name,)) for name in ("alpha", "beta")], lambda *_: None)
    assert [one.written.target.name for one in made if one.written] == ["alpha", "beta"]


def test_the_time_left_is_told_once_there_is_something_to_go_by() -> None:
    now = [0.0]
    pace = Pace(100, lambda: now[0])
    now[0] = 1.9
    assert pace.left(10) == ""
    now[0] = 2.0
    assert pace.left(3) == ""
    assert pace.left(4) == "about 50 seconds left"
    assert pace.left(1_000) == ""
    now[0] = 60.0
    assert pace.left(10) == "about 9 minutes left"
    assert pace.left(40) == "about 2 minutes left"
    assert pace.left(50) == "about 60 seconds left"
    assert pace.left(99) == "about 5 seconds left"
    assert pace.left(100) == ""


def test_a_free_name_passes_over_what_is_there_and_what_was_given(tmp_path: Path) -> None:
    assert free_name(tmp_path, "a.pdf").name == "a.pdf"
    (tmp_path / "a.pdf").touch()
    assert free_name(tmp_path, "a.pdf").name == "a 2.pdf"
    assert free_name(tmp_path, "a.pdf", {"a 2.pdf"}).name == "a 3.pdf"


def shown(bar: FileBar) -> set[str]:
    return {one.text() for one in bar.findChildren(Button) if not one.isHidden()}


def test_every_file_that_could_not_be_made_is_told_or_in_the_list(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    bar = FileBar(desk)
    qtbot.addWidget(bar)
    bar.begin(Run(desk, ["locked", "alpha", "broken"], tmp_path, 2), "Begin")
    two = "locked: It can’t be written. broken: the sheet failed inside."
    assert bar.sentence == f"Wrote 1 sheet. 2 sheets could not be made: {two}"
    assert shown(bar) == {"Show in folder"}
    bar.begin(Run(desk, ["locked", "gone", "broken", "locked"], tmp_path, 1), "Begin")
    assert bar.sentence.startswith("Wrote no sheets. 4 sheets could not be made: ")
    assert bar.sentence.endswith(" 2 more are in the list.")
    assert shown(bar) == {"Copy the list", "Show in folder"}
    next(one for one in bar.findChildren(Button) if one.text() == "Copy the list").click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 4


def test_a_folder_that_takes_no_files_is_told_once_and_not_run_into(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    bar = FileBar(desk)
    qtbot.addWidget(bar)
    assert bar.folder_for("pack") == tmp_path
    told: list[tuple[str, str]] = []
    desk.problem.connect(lambda *problem: told.append(problem))
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert bar.folder_for("pack") is None
    assert told == [
        (f"Nothing can be written into {tmp_path}.", "Choose another folder for the files.")
    ]
