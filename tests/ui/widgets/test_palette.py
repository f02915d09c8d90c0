"""The palette puts first what a person means, and gives the focus back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.widgets.palette import Item, Palette
from ui.widgets.ranking import fold, matched, rank


def nothing() -> None:
    pass


def item(
    title: str, group: str = "Partners", words: str = "", run: Callable[[], object] = nothing
) -> Item:
    return Item(group, title, run, words=words)


ITEMS = [
    item("Run Gold assessment", "Commands"),
    item("Marigold Logistics"),
    item("Goldfinch Partners"),
    item("Café Réseau SARL"),
    item("Build EBR pack", "Commands", "pdf export"),
]


def titles(query: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [found.title for found in rank(query, ITEMS, fold(ITEMS), recent)]


def test_a_prefix_comes_before_what_is_recent_and_that_before_the_rest() -> None:
    assert titles("gold", ("Marigold Logistics",))[:3] == [
        "Goldfinch Partners",
        "Marigold Logistics",
        "Run Gold assessment",
    ]


def test_accents_and_small_slips_are_forgiven() -> None:
    assert titles("cafe reseau")[0] == "Café Réseau SARL"
    assert titles("goldfnich")[0] == "Goldfinch Partners"


def test_other_words_find_a_command() -> None:
    assert titles("pdf") == ["Build EBR pack"]


def test_other_names_come_after_every_title_also_where_they_were_used_lately() -> None:
    items = [
        item("Ctrl", "Commands", "gold standard"),
        item("Import", "Commands", "gold"),
        item("A partner whose long name has Marigold in it"),
        item("Partners: Gold"),
    ]
    found = [hit.title for hit in rank("gold", items, fold(items), ("Import",))]
    assert found == [
        "Partners: Gold", "A partner whose long name has Marigold in it", "Import", "Ctrl",
    ]  # fmt: skip


def test_words_may_stand_in_the_title_and_in_other_names() -> None:
    assert titles("pack pdf") == ["Build EBR pack"]


def test_nothing_typed_shows_what_is_recent_first() -> None:
    assert titles("", ("Café Réseau SARL",))[0] == "Café Réseau SARL"


@pytest.mark.parametrize(
    ("query", "title", "spots"),
    [
        ("gold", "Marigold Logistics", [(4, 4)]),
        ("log mari", "Marigold Logistics", [(0, 4), (9, 3)]),
        ("reseau", "Café Réseau", [(5, 6)]),
        ("xyz", "Café", []),
    ],
)
def test_matched_letters_are_found_in_place(
    query: str, title: str, spots: list[tuple[int, int]]
) -> None:
    assert matched(query, title) == spots


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    field = QLineEdit(host)
    QVBoxLayout(host).addWidget(field)
    qtbot.addWidget(host)
    host.resize(900, 600)
    host.show()
    with qtbot.waitActive(host):
        host.activateWindow()
    field.setFocus()
    return host


def test_enter_runs_the_first_and_escape_gives_the_focus_back(host: QWidget, qtbot: QtBot) -> None:
    ran: list[str] = []
    palette = Palette(host, {">": "Commands"})
    palette.open([item("Northwind", run=lambda: ran.append("Northwind"))])
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert host.focusWidget() is host.findChild(QLineEdit)
    palette.open([item("Northwind", run=lambda: ran.append("Northwind"))])
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == ["Northwind"]


def test_arrows_pass_over_headings_and_a_prefix_narrows(
    host: QWidget, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    palette = Palette(host, {">": "Commands"})
    palette.open(ITEMS)
    first = palette.current()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.current() not in (None, first)
    palette.field.setText(">")
    assert {row if isinstance(row, str) else row.group for row in palette.model.rows} == {
        "Commands"
    }
    qtmodeltester.check(palette.model)
