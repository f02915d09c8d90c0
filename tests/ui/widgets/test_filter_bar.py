"""The filters above a list go on in a second line where one is too narrow."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui import theme
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


def test_the_words_to_find_by_are_as_wide_as_they_may_be_and_the_chips_keep_their_distance(
    qtbot: QtBot,
) -> None:
    chips = {name: FilterChip(name) for name in ("Participation", "Region")}
    bar = FilterBar("Filter candidates", chips)
    qtbot.addWidget(bar)
    bar.resize(900, bar.heightForWidth(900))
    bar.show()
    first, *rest = [bar.search, *chips.values()]
    assert first.width() == first.maximumWidth() == theme.px(240)
    for before, after in zip([first, *rest], rest, strict=False):
        assert after.x() - before.geometry().right() - 1 == 8


def test_chips_that_filter_nothing_say_less_before_a_second_line_is_taken(qtbot: QtBot) -> None:
    chips = {name: FilterChip(name, [(1, "Yes")]) for name in ("Participation", "Region", "Tier")}
    bar = FilterBar("Filter candidates", chips)
    qtbot.addWidget(bar)
    bar.resize(1200, 60)
    bar.show()
    in_full = chips["Tier"].geometry().right() + 1
    assert chips["Tier"].text() == "Tier: any"
    bar.resize(in_full, 60)
    assert chips["Tier"].text() == "Tier: any"
    bar.resize(in_full - 1, 60)
    assert chips["Tier"].text() == "Tier"
    assert chips["Tier"].accessibleName() == "Filter by tier: any"
    chips["Tier"].set_chosen({1})
    assert chips["Tier"].text() == "Tier: Yes"
