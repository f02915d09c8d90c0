"""What stands above the pages, and the way on that it offers."""

from PySide6.QtWidgets import QPushButton

from models.ids import new_id
from models.partner import Partner
from models.store import records
from models.store.portfolio import create, open_portfolio


def button(bar, words: str) -> QPushButton:
    (found,) = [b for b in bar.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    return found


def buttons(bar) -> list[str]:
    return [b.text() for b in bar.findChildren(QPushButton) if b.isVisible()]


def add(window, name: str) -> None:
    window.desk.lane.write("Add", lambda book: records.add(book, Partner(new_id(), name)))


def test_a_portfolio_in_use_elsewhere_can_be_opened_to_read(window, book):
    with open_portfolio(book):
        window.session.open(book)
        assert "open in another place" in window.message.sentence
        button(window.message, "Open to read only").click()
        assert (window.desk.opened.path, window.desk.opened.read_only) == (book, True)
        assert not window.message.isVisible()
        assert "read only" in window.banner.sentence
    button(window.banner, "Open for writing").click()
    assert not window.desk.opened.read_only
    assert not window.banner.isVisible()


def test_what_is_no_portfolio_offers_nothing_to_read(window, book, tmp_path):
    (tmp_path / "other.alliance").write_text("no database")
    window.session.open(tmp_path / "other.alliance")
    assert window.message.isVisible()
    assert buttons(window.message) == []


def test_a_portfolio_that_is_gone_or_damaged_leads_to_its_backups(window, book):
    window.session.open(book)
    add(window, "A")
    window.doings.close_portfolio()
    book.write_text("no database")
    window.session.open(book)
    assert buttons(window.message) == ["Restore a backup…"]


def test_the_buttons_of_one_problem_are_gone_with_the_next(window, book):
    with open_portfolio(book):
        window.session.open(book)
    window.show_problem("Something else.")
    assert buttons(window.message) == []


def test_the_sample_banner_is_put_away_for_good_but_not_for_others(window, start, home):
    window.doings.open_sample()
    assert window.banner.isVisible()
    window.banner._close.click()
    window.close()
    again = start()
    again.session.start(None)
    assert again.desk.opened.sample
    assert not again.banner.isVisible()


def test_a_banner_that_must_be_known_cannot_be_put_away(window, book):
    window.session.open_read_only(book)
    assert window.banner.isVisible()
    assert not window.banner._close.isVisible()


def test_nothing_is_undone_in_a_portfolio_that_is_open_to_read_only(window, book):
    window.session.open(book)
    add(window, "One")
    assert window.can_undo()
    window.session.open_read_only(book)
    assert not window.can_undo()
    assert not window._actions["undo"].isEnabled()
    window.session.open(book)
    assert window.can_undo()
    assert window._actions["undo"].isEnabled()


def test_opening_what_is_open_already_is_no_refusal(window, book, home):
    window.session.open(book)
    window.session.open(book)
    assert not window.message.isVisible()
    window.doings.open_sample()
    window.doings.open_sample()
    assert not window.message.isVisible()


def test_a_portfolio_marked_by_another_computer_is_a_persons_to_judge(window, book):
    mark = book.with_name(book.name + ".lock")
    mark.write_text('{"pid": 12, "host": "far-away"}')
    window.session.open(book)
    assert "far-away" in window.message.sentence
    assert buttons(window.message) == ["Open to read only", "It is closed there: open it"]
    assert window.desk.opened.path is None
    button(window.message, "Open to read only").click()
    assert window.desk.opened.read_only
    button(window.banner, "Open for writing").click()
    button(window.message, "It is closed there: open it").click()
    assert window.desk.opened.writable
    assert not window.message.isVisible()


def test_a_folder_that_others_write_to_is_told_until_it_is_put_away(window, tmp_path):
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    book = folder / "book.alliance"
    create(book).close()
    window.session.open(book)
    window.notices.look_at_place()
    bar = window.notices.place
    assert bar.isVisible()
    assert "Dropbox" in bar.sentence
    assert buttons(bar) == ["Save a copy elsewhere…"]
    window.doings.close_portfolio()
    assert not bar.isVisible()
    window.session.open(book)
    window.notices.look_at_place()
    assert bar.isVisible()
    bar._close.click()
    window.notices.look_at_place()
    assert not bar.isVisible()


def test_a_folder_of_this_computer_alone_is_not_worth_a_word(window, book):
    window.session.open(book)
    window.notices.look_at_place()
    assert not window.notices.place.isVisible()
