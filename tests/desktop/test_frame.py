"""The window comes back as it was left: its size, its sidebar, and the place in a portfolio."""

from pathlib import Path

import pytest

from models.ids import new_id
from models.partner import Partner
from models.store import records
from ui.desk import Place


def partner(window) -> int:
    partner_id = new_id()
    window.desk.lane.write("Add", lambda book: records.add(book, Partner(partner_id, "A")))
    return partner_id


def test_the_window_comes_back_in_its_size(window, start):
    window.resize(900, 610)  # the screen without a screen is 800 wide
    window.close()
    assert start().height() == 610


def test_a_sidebar_that_a_person_made_narrow_stays_so(window, start):
    window.resize(1440, 900)
    window.toggle_rail()
    window.close()
    again = start()
    again.resize(1500, 900)
    assert again.sidebar.is_rail()
    again.toggle_rail()  # as wide as the width asks for: no choice of its own any more
    again.close()
    third = start()
    third.resize(1024, 640)
    assert third.sidebar.is_rail()


@pytest.mark.parametrize("page", ["deals", "partner"])
def test_a_portfolio_opens_where_it_was_left(window, book, start, page):
    window.session.open(book)
    place = Place(page, partner(window), "scorecard")
    window.go(place)
    window.close()
    again = start()
    assert again.session.start(None)
    assert again.here == place
    assert not again.can_go_back()


def test_each_portfolio_has_a_place_of_its_own(window, book, tmp_path):
    window.session.open(book)
    window.go(Place("deals"))
    window.session.new(tmp_path / "other.alliance")
    assert window.here == Place("today")
    window.go(Place("packs"))
    window.session.open(book)
    assert window.here == Place("deals")


def test_a_partner_that_is_gone_gives_way_to_the_list(window, book, start):
    window.session.open(book)
    window.go(Place("partner", partner(window), "deals"))
    window.doings.undo()
    window.close()
    again = start()
    again.session.start(str(book))
    assert again.here == Place("today")


@pytest.mark.parametrize("kept", ["", "nonsense", "[1]", '["gone", 0, ""]', "{}"])
def test_a_place_that_cannot_be_read_gives_way_to_the_list(window, book, kept):
    window.session.memory.keep_place(book, Place("deals"))
    (name,) = [key for key in window.desk.settings.allKeys() if key.endswith("/place")]
    window.desk.settings.setValue(name, kept)
    window.session.open(book)
    assert window.here == Place("today")


def test_back_and_forward_can_be_asked_for_only_where_there_is_a_way(window, book):
    def ways() -> tuple[bool, bool]:
        return window._actions["back"].isEnabled(), window._actions["forward"].isEnabled()

    window.session.open(book)
    assert ways() == (False, False)
    window.go(Place("deals"))
    assert ways() == (True, False)
    window.back()
    assert ways() == (False, True)
    window.menus.enable()
    assert ways() == (False, True)
    window.doings.close_portfolio()
    assert ways() == (False, False)


def test_recent_portfolios_are_in_the_file_menu_and_missing_ones_say_so(window, book, tmp_path):
    other = tmp_path / "R&D.alliance"
    window.session.open(book)
    window.session.new(other)
    window.menus.recent.fill()
    first, second = window.menus.recent.actions()
    assert (first.text(), first.isChecked()) == ("&1  R&&D", True)
    second.trigger()
    assert window.desk.opened.path == book
    other.unlink()
    window.menus.recent.fill()
    gone = window.menus.recent.actions()[1]
    assert gone.text().startswith("&2  R&&D – not found in ")
    assert not gone.isEnabled()
    assert window.session.recent() == [book]


def test_recent_portfolios_of_one_name_are_told_apart_and_eight_are_kept(window, tmp_path):
    for number in range(9):
        folder = tmp_path / str(number)
        folder.mkdir()
        window.session.new(folder / "book.alliance")
    window.menus.recent.fill()
    texts = [action.text() for action in window.menus.recent.actions()]
    assert len(texts) == len(set(texts)) == 8
    assert texts[0].endswith(str(Path("8")))


def test_without_any_recent_one_the_menu_says_so(window):
    window.menus.recent.fill()
    (only,) = window.menus.recent.actions()
    assert not only.isEnabled()


def test_a_window_kept_on_a_larger_screen_comes_back_within_this_one(window, start):
    window.resize(3000, 2000)
    window.close()
    again = start()
    room = again.screen().availableGeometry()
    assert again.height() <= room.height()
    assert again.frameGeometry().top() >= room.top()
