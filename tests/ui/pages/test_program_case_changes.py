"""Cases of a version made here: taken from a file, run, told, and taken away again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.store.portfolio import create
from models.store.program_drafts import begin
from models.store.version_cases import of_program
from tests.models.program.harbour import NAME, TEXT, run_by
from tests.models.store.test_version_cases import CASES
from tests.ui.pages.program_desk import FIRST, NOTICE, desk_over, shown


@pytest.fixture
def portfolio(tmp_path: Path) -> Any:
    with create(tmp_path / "cases.alliance") as made:
        run_by(made)
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "harbour.cases.toml"
    made.write_text(CASES, encoding="utf-8")
    return made


def own(portfolio: Any) -> list[Any]:
    return [told for told in of_program(portfolio, NAME) if told.id]


def test_cases_from_a_file_are_run_and_told_and_taken_away(
    qtbot: QtBot, qapp: object, tmp_path: Path, portfolio: Any, file: Path
) -> None:
    page, going = shown(qtbot, desk_over(portfolio, tmp_path), "cases")
    part = page.current
    assert not page.cases_button.isVisible()
    assert part.add_button.isVisible()
    assert not part.drop_button.isVisible()
    part.changes.take_file(own(portfolio)[0], file)
    assert going.said[-1] == "Version one has 2 cases"
    assert page.cases_button.isVisible()
    page.run_cases()
    assert part.message.sentence == "All 2 cases come out as expected."
    part.take_away()
    assert not page.cases_button.isVisible()
    assert part.faces.currentWidget() is part.empty
    page.desk.lane.undo()
    page.reload()
    assert page.cases_button.isVisible()


def test_a_file_that_is_none_of_cases_is_refused_in_a_sentence(
    qtbot: QtBot, qapp: object, tmp_path: Path, portfolio: Any
) -> None:
    page, going = shown(qtbot, desk_over(portfolio, tmp_path), "cases")
    part = page.current
    part.changes.take_file(own(portfolio)[0], tmp_path / "gone.toml")
    assert "There is no file" in going.problems[-1]
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("name = 1\n")
    part.changes.take_file(own(portfolio)[0], wrong)
    assert "There is no case in it." in going.problems[-1]
    assert own(portfolio)[0].cases == ""


def test_of_several_versions_one_is_chosen_from_a_menu(
    qtbot: QtBot, qapp: object, tmp_path: Path, portfolio: Any
) -> None:
    begin(portfolio, TEXT, "2027", FIRST, NOTICE)
    page, _ = shown(qtbot, desk_over(portfolio, tmp_path), "cases")
    part = page.current
    chosen: list[Any] = []
    part.changes.choose(own(portfolio), part.add_button, chosen.append)
    assert [a.text() for a in part.changes.menu.actions()] == [
        "Version one, adopted",
        "Version 2027, draft",
    ]
    part.changes.menu.actions()[1].trigger()
    part.changes.menu.close()
    assert [told.version for told in chosen] == ["2027"]


def test_a_read_only_portfolio_offers_no_change_of_cases(
    qtbot: QtBot, qapp: object, tmp_path: Path, portfolio: Any
) -> None:
    page, _ = shown(qtbot, desk_over(portfolio, tmp_path, read_only=True), "cases")
    assert not page.current.add_button.isVisible()
    assert not page.current.drop_button.isVisible()
