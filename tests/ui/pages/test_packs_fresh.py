"""A preview says how long after a change it was there, and later at what time."""

import pytest

from ui.pages.packs_fresh import Freshness
from ui.widgets.labels import Label


@pytest.mark.parametrize(
    ("took", "said"),
    [(0.21, "Updated 0.2 s ago"), (0.94, "Updated 0.9 s ago"), (1.0, "Updated just now")],
)
def test_what_took_less_than_a_second_is_told_in_tenths(qtbot, monkeypatch, took, said):
    label = Label()
    qtbot.addWidget(label)
    now = iter((0.0, 5.0, 5.0 + took))
    monkeypatch.setattr("ui.pages.packs_fresh.time.monotonic", lambda: next(now))
    fresh = Freshness(label)
    fresh.begin()
    fresh.built()
    assert label.text() == said
    fresh._old.timeout.emit()
    assert label.text().startswith("Updated at ")


def test_what_could_not_be_built_is_not_up_to_date(qtbot):
    label = Label()
    qtbot.addWidget(label)
    fresh = Freshness(label)
    fresh.built()
    fresh.failed()
    assert label.text() == "Not up to date"
    assert not fresh._old.isActive()
