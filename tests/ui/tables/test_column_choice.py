"""Lesser columns give way where there is no room, until a person says which are shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.tables.column_choice import ColumnChoice
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView


@dataclass(frozen=True)
class Row:
    id: int
    name: str


def table(qtbot: QtBot, wide: int) -> TableView:
    columns = [
        Column("Name", lambda row: row.name, width=200, stretch=True, name="name"),
        Column("Least", lambda row: "least", width=150, lesser=2, name="least"),
        Column("More", lambda row: "more", width=100, lesser=1, name="more"),
    ]
    view = TableView(TableModel(columns, [Row(1, "Ada")]), "People")
    qtbot.addWidget(view)
    view.setFrameShape(TableView.Shape.NoFrame)
    view.resize(wide, 200)
    view.show()
    return view


def shown(view: TableView) -> list[str]:
    columns = enumerate(view.table.columns)
    return [column.title for at, column in columns if not view.isColumnHidden(at)]


def test_the_highest_goes_first_just_below_what_all_need(qtbot: QtBot) -> None:
    view = table(qtbot, 450)
    assert shown(view) == ["Name", "Least", "More"]
    view.resize(449, 200)
    assert shown(view) == ["Name", "More"]
    view.resize(299, 200)
    assert shown(view) == ["Name"]
    view.resize(450, 200)
    assert shown(view) == ["Name", "Least", "More"]


def test_what_room_hides_is_copied_and_what_a_person_hides_is_not(qtbot: QtBot) -> None:
    view = table(qtbot, 250)
    view.select_ids([1])
    view.copy()
    assert QGuiApplication.clipboard().text().strip() == "Ada\tleast\tmore"
    choice = ColumnChoice(view)
    qtbot.addWidget(choice)
    choice.show_ticks()
    view.widths.choose({1: False})
    view.copy()
    assert QGuiApplication.clipboard().text().strip() == "Ada\tmore"


def test_a_tick_stands_until_it_is_given_back_and_is_known_next_time(
    qtbot: QtBot, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    view = table(qtbot, 250)
    choice = ColumnChoice(view)
    qtbot.addWidget(choice)
    choice.remember(settings, "columns/people")
    choice.show_ticks()
    name, least, *_ = choice.actions()
    assert (name.isEnabled(), name.isChecked(), least.isChecked()) == (False, True, False)
    least.trigger()
    assert shown(view) == ["Name", "Least"]
    again = table(qtbot, 250)
    other = ColumnChoice(again)
    qtbot.addWidget(other)
    other.remember(settings, "columns/people")
    assert shown(again) == ["Name", "Least"]
    other.give_back()
    assert shown(again) == ["Name"]


def test_settings_that_cannot_be_read_change_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    view = table(qtbot, 450)
    choice = ColumnChoice(view)
    qtbot.addWidget(choice)
    for told in ("{", "[1]", '{"gone": true, "name": false}'):
        settings.setValue("columns/people", told)
        choice.remember(settings, "columns/people")
        assert shown(view) == ["Name", "Least", "More"]
