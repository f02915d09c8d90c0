"""The filters above a list go on in a second line where one is too narrow."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.widgets.chip import FilterChip
from ui.widgets.filter_bar import FilterBar


def test_in_a_narrow_window_no_filter_covers_another(qtbot: QtBot) -> None:
    chips = {name: FilterChip(name) for name in ("Participation", "Would hold", "Region")}
    bar = FilterBar("Filter candidates", chips)
    qtbot.addWidget(bar)
    end = QPushButton("As of 24 Nov 2026")
    bar.add_end(end)
    bar.resize(460, bar.heightForWidth(460))
    bar.show()
    parts = [bar.search, *chips.values(), end]
    for at, part in enumerate(parts):
        assert bar.rect().contains(part.geometry()), part
        assert part.width() >= min(part.sizeHint().width(), part.maximumWidth()), part
        assert not any(part.geometry().intersects(other.geometry()) for other in parts[at + 1 :])
