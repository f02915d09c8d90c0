"""A protected portfolio in the window: asked for, locked, protected, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QVBoxLayout

from desktop import keyrings, paths
from desktop.idle import IdleLock
from desktop.window import Window
from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.store import keys, records
from models.store.portfolio import create
from models.store.protecting import is_protected
from ui.pages.locked import LockedPage
from ui.widgets.unlock_card import UnlockCard

PHRASE = "open sesame"


class Ring:
    """A keyring in memory, in place of the system's."""

    def __init__(self) -> None:
        self.there, self.kept = False, dict[bytes, keys.Key]()

    def available(self) -> bool:
        return self.there

    def keep(self, key: keys.Key) -> None:
        if not self.there:
            raise UserError("The keyring did not take the key.")
        self.kept[key.salt] = key

    def drop(self, salt: bytes) -> None:
        self.kept.pop(salt, None)

    def find(self, path: Path) -> keys.Key | None:
        return self.kept.get(keys.head_of(path)[: keys.SALT])


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    """No test asks this computer's keyring, and none begins with a key that another held."""
    made = Ring()
    monkeypatch.setattr(keyrings, "available", made.available)
    monkeypatch.setattr(keyrings, "keep", made.keep)
    monkeypatch.setattr(keyrings, "kept", made.find)
    monkeypatch.setattr(keyrings, "drop", made.drop)
    keys.forget()
    yield made
    keys.forget()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.alliance"
    with create(path, PHRASE) as portfolio, portfolio.change("Add"):
        records.add(portfolio, Partner(new_id(), "Northwind"))
    keys.forget()
    return path


def card(window: Window) -> UnlockCard:
    page = window.page
    assert isinstance(page, LockedPage)
    return page.card


def give(window: Window, phrase: str) -> None:
    card(window).field.setText(phrase)
    card(window).go.click()


def test_a_protected_portfolio_asks_for_its_passphrase_and_then_opens(
    window: Window, secret: Path
) -> None:
    window.session.open(secret)
    assert window.here.page == "locked"
    assert window.desk.opened.path is None
    assert window.sidebar.isHidden()
    assert "secret is locked" in card(window).heading.text()
    give(window, PHRASE)
    opened = window.desk.opened
    assert (opened.path, opened.protected, opened.partners) == (secret, True, 1)


def test_a_wrong_passphrase_is_said_under_the_field_and_can_be_typed_again(
    window: Window, secret: Path
) -> None:
    window.session.open(secret)
    give(window, "")
    assert card(window).problem.text() == "Type the passphrase first."
    give(window, "wrong")
    assert "does not open with this passphrase" in card(window).problem.text()
    assert card(window).go.isEnabled()
    give(window, PHRASE)
    assert window.desk.opened.path == secret


def test_what_is_typed_is_hidden_until_it_is_asked_for_and_gone_afterwards(
    window: Window, secret: Path
) -> None:
    window.session.open(secret)
    field = card(window).field
    assert field.echoMode() == QLineEdit.EchoMode.Password
    field.reveal.trigger()
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    give(window, PHRASE)
    assert field.text() == ""
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_another_portfolio_can_be_opened_instead(window: Window, secret: Path, book: Path) -> None:
    window.session.open(secret)
    card(window).way_out.click()
    assert window.here.page == "welcome"
    window.session.open(book)
    window.session.open(secret)
    card(window).way_out.click()
    assert window.desk.opened.path == book
    assert window.here.page == "today"


def test_it_is_remembered_only_where_asked_and_only_with_a_keyring(
    window: Window, secret: Path, ring: Ring
) -> None:
    window.session.open(secret)
    assert card(window).remember.isHidden()
    give(window, PHRASE)
    window.protection.lock()
    ring.there = True
    window.session.open(secret)
    assert not card(window).remember.isHidden()
    give(window, PHRASE)
    assert ring.kept == {}
    window.protection.lock()
    card(window).remember.setChecked(True)
    give(window, PHRASE)
    assert len(ring.kept) == 1
    window.doings.close_portfolio()
    assert not keys.any_held()
    window.session.open(secret)
    assert window.desk.opened.path == secret
    ring.kept.clear()
    window.doings.close_portfolio()
    window.session.open(secret)
    assert window.here.page == "locked"


def test_the_keyring_forgets_where_that_is_asked_and_with_a_new_passphrase(
    window: Window, secret: Path, ring: Ring
) -> None:
    ring.there = True
    window.session.open(secret)
    card(window).remember.setChecked(True)
    give(window, PHRASE)
    window.protection.lock()
    assert card(window).remember.isChecked()
    card(window).remember.setChecked(False)
    give(window, PHRASE)
    assert ring.kept == {}
    window.protection.lock()
    assert not card(window).remember.isChecked()
    card(window).remember.setChecked(True)
    give(window, PHRASE)
    assert len(ring.kept) == 1
    window.protection.set()
    dialog = window.protection.dialog
    assert dialog is not None
    dialog.first.setText("another")
    dialog.again.setText("another")
    dialog.go.click()
    assert ring.kept == {}
    window.doings.close_portfolio()
    window.session.open(secret)
    assert window.here.page == "locked"


def test_locking_closes_the_portfolio_copies_it_and_forgets_the_key(
    window: Window, secret: Path
) -> None:
    window.session.open(secret)
    give(window, PHRASE)
    window.desk.lane.write("Add", lambda book: records.add(book, Partner(new_id(), "B")))
    window.protection.lock()
    assert window.here.page == "locked"
    assert window.desk.opened.path is None
    assert not keys.any_held()
    (copy,) = paths.backup_folder(secret).iterdir()
    assert is_protected(copy)
    give(window, PHRASE)
    assert window.desk.opened.partners == 2


def test_one_that_is_open_to_read_only_is_locked_and_opened_as_it_was(
    window: Window, secret: Path
) -> None:
    window.session.open_read_only(secret)
    give(window, PHRASE)
    assert window.desk.opened.read_only
    window.protection.lock()
    assert not keys.any_held()
    give(window, PHRASE)
    assert window.desk.opened.read_only


def test_what_is_half_typed_in_a_dialog_stays_behind_the_veil(window: Window, secret: Path) -> None:
    window.session.open(secret)
    give(window, PHRASE)
    dialog = QDialog(window)
    typed = QLineEdit(dialog)
    QVBoxLayout(dialog).addWidget(typed)
    dialog.open()
    typed.setText("half a sentence")
    window.protection.lock()
    veil = window.protection.veil
    assert veil is not None
    assert veil.isVisible()
    assert not window.isVisible()
    assert not dialog.isVisible()
    veil.close()
    assert veil.isVisible()
    veil.card.field.setText("wrong")
    veil.card.go.click()
    assert "does not open" in veil.card.problem.text()
    assert not window.isVisible()
    veil.card.field.setText(PHRASE)
    veil.card.go.click()
    assert window.isVisible()
    assert dialog.isVisible()
    assert typed.text() == "half a sentence"
    assert window.protection.veil is None
    dialog.close()


def test_a_portfolio_is_protected_changed_and_unprotected_with_its_backups(
    window: Window, book: Path
) -> None:
    window.session.open(book)
    window.desk.lane.write("Add", lambda held: records.add(held, Partner(new_id(), "A")))
    window.protection.set()
    dialog = window.protection.dialog
    assert dialog is not None
    dialog.first.setText("one")
    dialog.again.setText("two")
    dialog.go.click()
    assert dialog.problem_of("again") == "This is not the same as above."
    assert not is_protected(book)
    dialog.again.setText("one")
    dialog.go.click()
    assert is_protected(book)
    assert (window.desk.opened.path, window.desk.opened.protected) == (book, True)
    assert all(is_protected(copy) for copy in paths.backup_folder(book).iterdir())
    assert "is protected now, and 1 backup with it" in window.toast.words
    window.protection.lock()
    give(window, "one")
    window.protection.remove()
    asked = next(one for one in window.findChildren(QDialog) if one.isVisible())
    asked.go.click()  # type: ignore[attr-defined]
    assert not is_protected(book)
    assert not any(is_protected(copy) for copy in paths.backup_folder(book).iterdir())
    assert window.desk.opened.partners == 1


def test_an_empty_passphrase_is_not_taken(window: Window, book: Path) -> None:
    window.session.open(book)
    window.protection.set()
    dialog = window.protection.dialog
    assert dialog is not None
    dialog.go.click()
    assert dialog.problem_of("first") == "Type a passphrase."
    assert not is_protected(book)


@pytest.mark.parametrize("protected", [True, False])
def test_protection_is_offered_when_a_portfolio_is_made(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, protected: bool
) -> None:
    target = tmp_path / "fresh.alliance"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.doings.new_portfolio()
    dialog = window.protection.dialog
    assert dialog is not None
    assert not target.exists()
    if protected:
        dialog.first.setText(PHRASE)
        dialog.again.setText(PHRASE)
        dialog.go.click()
    else:
        dialog.without.click()
    assert target.exists()
    assert is_protected(target) is protected
    assert window.desk.opened.path == target


def test_nothing_is_made_where_the_offer_is_cancelled(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "fresh.alliance"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.doings.new_portfolio()
    dialog = window.protection.dialog
    assert dialog is not None
    dialog.cancel.click()
    assert not target.exists()


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def idle(window: Window) -> tuple[IdleLock, Clock]:
    clock = Clock()
    return IdleLock(window.protection, clock), clock


@pytest.mark.parametrize(("minutes", "locked"), [(14.98, False), (15, True), (600, True)])
def test_a_protected_portfolio_is_locked_after_a_quarter_of_an_hour(
    window: Window, secret: Path, idle: tuple[IdleLock, Clock], minutes: float, locked: bool
) -> None:
    timer, clock = idle
    window.session.open(secret)
    give(window, PHRASE)
    clock.now += 60 * minutes
    timer.look()
    assert (window.here.page == "locked") is locked


def test_a_touch_begins_the_quarter_anew_and_a_clock_set_back_locks_nothing(
    window: Window, secret: Path, idle: tuple[IdleLock, Clock]
) -> None:
    timer, clock = idle
    window.session.open(secret)
    give(window, PHRASE)
    handle = window.windowHandle()
    assert handle is not None
    timer.watch(handle)
    clock.now += 14 * 60
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    clock.now += 14 * 60
    timer.look()
    assert window.here.page != "locked"
    clock.now -= 86_400
    timer.look()
    assert window.here.page != "locked"
    clock.now += 15 * 60
    timer.look()
    assert window.here.page == "locked"


def test_the_time_is_a_setting_and_may_be_never(
    window: Window, secret: Path, idle: tuple[IdleLock, Clock]
) -> None:
    from ui.dialogs.settings import SettingsDialog

    timer, clock = idle
    window.session.open(secret)
    give(window, PHRASE)
    dialog = SettingsDialog(window.desk, window)
    assert dialog.lock_after.currentText() == "15 minutes without a touch"
    dialog.lock_after.setCurrentIndex(dialog.lock_after.findData(0))
    clock.now += 86_400
    timer.look()
    assert window.here.page != "locked"
    dialog.lock_after.setCurrentIndex(dialog.lock_after.findData(5))
    timer.look()
    assert window.here.page == "locked"


def test_a_plain_portfolio_is_never_locked(
    window: Window, book: Path, idle: tuple[IdleLock, Clock]
) -> None:
    timer, clock = idle
    window.session.open(book)
    clock.now += 86_400
    timer.look()
    window.protection.lock()
    assert window.desk.opened.path == book


def test_what_is_written_out_of_a_protected_portfolio_says_that_it_is_plain(
    window: Window, secret: Path, book: Path
) -> None:
    window.session.open(book)
    window.desk.tell_file("Wrote 3 rows to list.csv", book.with_name("list.csv"))
    assert window.toast.words == "Wrote 3 rows to list.csv"
    window.session.open(secret)
    give(window, PHRASE)
    window.desk.tell_file("Wrote 3 rows to list.csv", book.with_name("list.csv"))
    assert "list.csv. It is plain: the passphrase does not protect it." in window.toast.words
