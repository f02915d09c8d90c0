"""A bar for what lasts grows with its words, and its buttons come and go with what it says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.widgets.message_bar import MessageBar


def nothing() -> None:
    pass


def test_a_narrow_bar_is_as_high_as_its_words_and_buttons(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    bar = MessageBar("met", "Wrote 14 pages", "A name that is long, " * 4, stacked=True)
    bar.add_button("Open", nothing)
    bar.add_button("Show in folder", nothing)
    column = QVBoxLayout(host)
    column.addWidget(bar)
    column.addStretch(1)
    host.setFixedWidth(280)
    host.resize(280, 600)
    host.show()
    boxes = [b.geometry() for b in bar.findChildren(QPushButton)]
    assert len(boxes) == 2
    assert not boxes[0].intersects(boxes[1])
    assert all(bar.rect().contains(box) for box in boxes)
    assert bar._hint.height() >= bar._hint.heightForWidth(bar._hint.width())


def test_a_button_that_comes_while_the_bar_is_in_sight_is_seen(qtbot):
    bar = MessageBar("short", "In use")
    qtbot.addWidget(bar)
    bar.show()
    button = bar.add_button("Open to read only", nothing)
    assert button.isVisible()
    bar.clear_buttons()
    assert not button.isVisible()


def test_a_bar_is_closed_by_its_cross_where_it_may_be(qtbot):
    bar = MessageBar("accent", "Sample")
    qtbot.addWidget(bar)
    bar.show()
    assert not bar._close.isVisible()
    bar.set_closable(True)
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(bar._close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
