"""A bar under a table keeps its buttons free."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.bulk_bar import BulkBar
from ui.widgets.toast import Toast


def over(host: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(host, QPoint(0, 0)), widget.size())


def test_a_notice_covers_no_button_of_the_bar_whichever_of_them_comes_first(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    column = QVBoxLayout(host)
    column.addWidget(QWidget(), 1)
    bar = BulkBar()
    for word in ("Make candidate", "Invite", "Copy for Excel"):
        bar.add_button(word, "")
    column.addWidget(bar)
    host.show()
    toast = Toast(host)
    bar.show_count(2)
    toast.show_message("Northwind is a candidate", "Undo")
    qtbot.waitUntil(lambda: not over(host, bar).intersects(toast.geometry()))
    bar.show_count(0)
    qtbot.waitUntil(lambda: toast.geometry().bottom() > 560)
    bar.show_count(2)
    qtbot.waitUntil(lambda: not over(host, bar).intersects(toast.geometry()))
