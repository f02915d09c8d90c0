"""What of a table goes to a file is chosen, said, written, and remembered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from models.money import plain
from ui.desk import Desk
from ui.dialogs.export_table import ExportTable, ask_export
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.work import Lane

DAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    minor: int
    stage: str = "Proposal"


ROWS = [Row(at, f"Deal {at}", at * 100) for at in range(1, 6)]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> QWidget:
    made = QWidget()
    made.desk = desk  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def view(page: QWidget) -> TableView:
    columns = [
        Column("Deal", lambda r: r.name, name="name"),
        Column(
            "TCV", lambda r: r.minor, role="money", plain=lambda r: plain(r.minor, "EUR"),
            currency=lambda _: "EUR", name="tcv",
        ),
        Column("Stage", lambda r: r.stage, name="stage"),
    ]  # fmt: skip
    made = TableView(TableModel(columns, ROWS), "All deals", page)
    made.setColumnHidden(2, True)
    made.show()
    return made


def asked(view: TableView) -> ExportTable:
    made = ask_export(view)
    assert made is not None
    return made


def read(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()  # type: ignore[return-value]


def test_the_shown_columns_of_all_rows_are_the_first_choice(view: TableView) -> None:
    dialog = asked(view)
    assert [column.title for column in dialog.columns] == ["Deal", "TCV"]
    assert dialog.told.text().startswith("5 rows with 2 columns; amounts without signs")
    assert dialog.windowTitle() == "Export all deals"


def test_columns_come_in_the_order_shown(view: TableView) -> None:
    view.horizontalHeader().moveSection(1, 0)
    assert [column.title for column in asked(view).columns] == ["TCV", "Deal"]


def test_several_selected_rows_are_taken_to_be_meant(view: TableView, tmp_path: Path) -> None:
    view.select_ids([2, 4])
    dialog = asked(view)
    assert dialog.told.text().startswith("2 rows")
    dialog.choose("all")
    dialog.export_to(tmp_path / "out.xlsx")
    assert read(tmp_path / "out.xlsx") == [
        ["Deal", "TCV", "Currency", "Stage"],
        ["Deal 2", 2, "EUR", "Proposal"],
        ["Deal 4", 4, "EUR", "Proposal"],
    ]


def test_a_filtered_table_gives_what_is_shown(view: TableView, tmp_path: Path) -> None:
    view.table.set_filter("deal 3")
    asked(view).export_to(tmp_path / "out.xlsx")
    assert read(tmp_path / "out.xlsx")[1:] == [["Deal 3", 3, "EUR"]]


def test_without_a_column_there_is_nothing_to_write(view: TableView) -> None:
    dialog = asked(view)
    dialog.choose("none")
    assert (dialog.go.isEnabled(), dialog.told.text()) == (False, "Check a column.")


def test_what_was_chosen_last_is_offered_again(view: TableView, tmp_path: Path, desk: Desk) -> None:
    dialog = asked(view)
    dialog.format.set_current(".csv")
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.list.item(2).setCheckState(Qt.CheckState.Checked)
    dialog.export_to(tmp_path / "out")
    assert (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[0] == "TCV,Currency,Stage"
    again = asked(view)
    assert [column.title for column in again.columns] == ["TCV", "Stage"]
    assert again.ending == ".csv"
    desk.settings.setValue("export/All-deals", "{damaged")
    assert [column.title for column in asked(view).columns] == ["Deal", "TCV"]


def test_the_file_that_was_written_is_told_with_the_way_to_it(
    view: TableView, tmp_path: Path, desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.filed) as told:
        asked(view).export_to(tmp_path / "out.xlsx")
    assert told.args == ["Wrote 5 rows to out.xlsx", tmp_path / "out.xlsx"]


def test_a_file_that_the_person_agreed_to_replace_is_replaced(
    view: TableView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.xlsx"
    target.write_text("old")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    asked(view).export()
    assert len(read(target)) == 6


def test_a_folder_that_is_gone_is_said_in_the_window_and_it_stays(
    view: TableView, tmp_path: Path
) -> None:
    dialog = asked(view)
    dialog.export_to(tmp_path / "gone" / "out.xlsx")
    assert dialog.isVisible()
    assert "does not exist" in dialog.trouble.text()
    assert dialog.go.isEnabled()


def test_stop_gives_up_what_is_being_written(
    view: TableView, tmp_path: Path, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lane, "compute", lambda *_, **__: Held())
    dialog = asked(view)
    dialog.export_to(tmp_path / "out.xlsx")
    assert dialog.way_out.text() == "Stop"
    with qtbot.waitSignal(desk.toasting) as told:
        dialog.reject()
    assert told.args is not None
    assert "Stopped" in told.args[0]
    assert Held.cancelled


class Held:
    cancelled = False

    def cancel(self) -> None:
        Held.cancelled = True


def test_what_is_kept_is_plain_json(view: TableView, tmp_path: Path, desk: Desk) -> None:
    asked(view).export_to(tmp_path / "out.xlsx")
    kept = json.loads(str(desk.settings.value("export/All-deals")))
    assert kept == {"format": ".xlsx", "mode": "shown", "columns": ["name", "tcv"]}
