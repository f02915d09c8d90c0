"""What the palette offers beyond commands: the tiers, as the list filtered on them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import app as root
from ui.desk import Place
from ui.pages.partners import PartnersPage
from ui.widgets import palette
from ui.work import Inline


@pytest.fixture
def sample(qapp, qtbot, home):
    made = root.build(qapp, executor=Inline())
    qtbot.addWidget(made)
    made.show()
    made.doings.open_sample()
    return made


def offered(window, typed: str) -> list[str]:
    window.doings.palette()
    palette = window.doings._finder().palette
    palette.field.setText(typed)
    return [row.title for row in palette.model.rows if not isinstance(row, str)]


def test_a_tier_is_offered_as_the_list_filtered_on_it(sample, qtbot):
    sample.go(Place("deals"))
    assert offered(sample, "gold")[0] == "Partners: Gold"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    page = sample.page
    assert isinstance(page, PartnersPage)
    assert page.filter.tier.text() == "Tier: Gold"
    held = {row.standing.held.label for row in page.model.rows}
    assert held == {"Gold"}


def test_another_tier_takes_the_place_of_every_filter(sample):
    sample.go(Place("partners"))
    page = sample.page
    page.filter.search.setText("nobody")
    page.filter.show_tier("gold")
    page.filter.show_tier("silver")
    assert page.filter.search.text() == ""
    assert {row.standing.held.label for row in page.model.rows} == {"Silver"}


def test_before_the_program_began_there_are_no_tiers_but_partners(sample):
    sample.desk.set_as_of(date(1999, 1, 1))
    assert not [title for title in offered(sample, "gold") if title.startswith("Partners:")]
    assert "Tarnwick Perimeter" in offered(sample, "tarn")


def test_what_the_lane_found_is_only_taken_by_the_window(sample, monkeypatch):
    sample.doings.palette()
    finder = sample.doings._finder()
    found = finder.offers(([(1, "Tarn", "Europe")], [], [("gold", "Gold")]))
    monkeypatch.setattr(palette, "fold", None)  # folded already
    finder._add(found)
    finder.palette.field.setText("tarn")
    assert finder.palette.current().title == "Tarn"
