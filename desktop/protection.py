"""A protected portfolio in the window: its passphrase asked for, set, changed, taken away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop import keyrings, paths
from models.errors import UserError
from models.text import counted
from ui.desk import Place
from ui.faults import FAULT

if TYPE_CHECKING:
    from desktop.window import Window
    from ui.dialogs.passphrase import PassphraseDialog
    from ui.dialogs.veil import Veil
    from ui.widgets.unlock_card import UnlockCard

Then = Callable[[], object]


class Protection(QObject):
    """Answers the page of a locked portfolio, and the commands about its passphrase."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        self.desk, self.session = window.desk, window.session
        self.dialog: PassphraseDialog | None = None
        self.veil: Veil | None = None
        self._path = Path()
        self._again: Then = _nothing
        self._card: UnlockCard | None = None
        self._trying = False
        self.session.locked.connect(self.ask)
        self.session.left.connect(self._forget)
        self.desk.lane.opened.connect(self._opened)

    # ---- opening ---------------------------------------------------------------------------

    def ask(self, path: Path, again: Then) -> None:
        """A portfolio is protected: ask its keyring, else the person; then open it again."""
        self._path, self._again = path, again
        if self.session.memory.is_remembered(path):
            self._trying = True
            self.desk.lane.compute(
                _by_keyring, (path,), self._on_keyring, failed=self._on_no_keyring
            )
        else:
            self._show()

    def _on_keyring(self, opened: bool) -> None:
        if opened:
            self._again()
        else:
            self._trying = False
            self._show()

    def _on_no_keyring(self, _: BaseException) -> None:
        self._on_keyring(False)

    def _show(self) -> None:
        card = self._page_card()
        self.window.go(Place("locked", 0, str(self._path)))
        card.field.setFocus()
        self.desk.lane.compute(keyrings.available, (), self._on_available)

    def _page_card(self) -> "UnlockCard":
        if self._card is None:
            from ui.pages.locked import LockedPage

            page = self.window.made("locked")
            if not isinstance(page, LockedPage):
                raise TypeError(page)
            self._card = page.card
            self._card.unlocking.connect(self._unlock)
            self._card.leaving.connect(self._leave)
        return self._card

    def _on_available(self, there: bool) -> None:
        if self._card is not None:
            self._card.offer_keyring(there, self.session.memory.is_remembered(self._path))

    def _unlock(self, phrase: str, remember: bool) -> None:
        self._trying = True
        kept = self.session.memory.is_remembered(self._path)
        self.desk.lane.compute(
            _unlocked, (self._path, phrase, remember, kept), self._on_unlocked,
            failed=self._on_refused,
        )  # fmt: skip

    def _on_unlocked(self, remembered: bool) -> None:
        self._page_card().field.wipe()
        if remembered != self.session.memory.is_remembered(self._path):
            self.session.memory.note_remembered(self._path, remembered)
        self._again()

    def _on_refused(self, error: BaseException) -> None:
        self._trying = False
        self._page_card().refuse(str(error) if isinstance(error, UserError) else FAULT)

    def _leave(self) -> None:
        if self.window.doings.has_portfolio():
            self.window.back()
        else:
            self.window.doings.show_welcome()

    def _opened(self, _: object) -> None:
        self._trying = False

    def _forget(self, path: Path) -> None:
        """A portfolio has been left and copied: its key goes, unless it is wanted again."""
        from models.store import keys

        opened = self.desk.opened
        wanted = opened.path == path or opened.copy_of or (self._trying and self._path == path)
        if not wanted:
            keys.forget_for(path)

    # ---- locking ---------------------------------------------------------------------------

    def can_lock(self) -> bool:
        return self.desk.opened.protected and not self.desk.opened.copy_of

    def lock(self) -> None:
        """Close the portfolio and forget its key; what is half typed stays, behind a veil."""
        path = self.desk.opened.path
        if path is None or not self.can_lock() or self.veil is not None:
            return
        if self.window.unaccepted.at_stake():
            self._draw_veil(path)
            return
        self._path = path
        self._again = partial(self.session.open, path)
        if self.desk.opened.read_only:
            self._again = partial(self.session.open_read_only, path)
        self.desk.lane.close(self._on_locked)

    def _on_locked(self, _: object) -> None:
        self._show()

    def _draw_veil(self, path: Path) -> None:
        from ui.dialogs.veil import Veil

        self.veil = Veil(path)
        self.veil.card.unlocking.connect(self._lift)
        self.veil.draw()

    def _lift(self, phrase: str, _remember: bool) -> None:
        self.desk.lane.compute(
            _still_opens, (self._path_open(), phrase), self._on_lifted, failed=self._on_veiled
        )

    def _on_lifted(self, _: object) -> None:
        if self.veil is not None:
            self.veil.lift()
            self.veil = None

    def _on_veiled(self, error: BaseException) -> None:
        if self.veil is not None:
            self.veil.card.refuse(str(error) if isinstance(error, UserError) else FAULT)

    # ---- making, changing, taking away -----------------------------------------------------

    def can_set(self) -> bool:
        return self.desk.opened.writable

    def can_remove(self) -> bool:
        return self.desk.opened.writable and self.desk.opened.protected

    def new(self, path: Path, then: Any) -> None:
        """Make a portfolio, with a passphrase where the person gives one."""
        from ui.dialogs.passphrase import PassphraseDialog

        self.dialog = PassphraseDialog(
            f"Protect {path.stem}?",
            "With a passphrase the file and its backups can be read by nobody who lacks it.",
            "Protect", self.window, without="Go on without",
        )  # fmt: skip
        # Kept here: a signal does not keep who it calls.
        self._making = making = _Making(self, path, then)
        self.dialog.chosen.connect(making.protected)
        self.dialog.declined.connect(making.plain)
        self.dialog.open()

    def set(self) -> None:
        """Protect the open portfolio, or change its passphrase."""
        from ui.dialogs.passphrase import PassphraseDialog

        opened = self.desk.opened
        title = "Change the passphrase" if opened.protected else f"Protect {opened.name}"
        self.dialog = PassphraseDialog(
            title,
            "The file and the backups that lie on this computer are written anew with it. Packs and"
            " exports that were made stay as they are, and so does every copy elsewhere.",
            "Change" if opened.protected else "Protect", self.window,
        )  # fmt: skip
        self.dialog.chosen.connect(self._protect)
        self.dialog.open()

    def remove(self) -> None:
        """Take the passphrase of the open portfolio away, asked once more."""
        from ui.dialogs.unprotect import UnprotectDialog

        asked = UnprotectDialog(self.desk.opened.name, self.window)
        asked.agreed.connect(self._unprotect)
        asked.open()

    def _protect(self, phrase: str) -> None:
        self._rewrite(partial(_protected, phrase=phrase), "is protected now")

    def _unprotect(self) -> None:
        self._rewrite(_unprotected, "is not protected any more")

    def _rewrite(self, work: Callable[[Path, bool], Any], told: str) -> None:
        """Close the portfolio, write it anew, open it again where one was."""
        self._rewriting = rewriting = _Rewriting(self, self._path_open(), work, told)
        if self.window.unaccepted.asks_first(rewriting.begin, for_good=True):
            self.close_dialog()
        else:
            rewriting.begin()

    def keep_key(self, path: Path) -> None:
        """The portfolio is closed to be opened again."""
        self._path, self._trying = path, True

    def close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None

    def _path_open(self) -> Path:
        path = self.desk.opened.path
        if path is None:
            raise UserError("No portfolio is open.", "Open one first.")
        return path


class _Making:
    """A new portfolio under way; an object, so that no closure keeps the window."""

    def __init__(self, protection: Protection, path: Path, then: Any) -> None:
        self._protection, self._path, self._then = protection, path, then

    def protected(self, phrase: str) -> None:
        self._make(phrase)

    def plain(self) -> None:
        self._make(None)

    def _make(self, phrase: str | None) -> None:
        self._protection.close_dialog()
        self._protection.session.new(self._path, self._then, phrase)


class _Rewriting:
    """A change of passphrase under way."""

    def __init__(
        self, protection: Protection, path: Path, work: Callable[[Path, bool], Any], told: str
    ) -> None:
        self._protection, self._path, self._work, self._told = protection, path, work, told

    def begin(self) -> None:
        self._protection.keep_key(self._path)
        self._protection.desk.lane.close(self._closed)

    def _closed(self, _: object) -> None:
        kept = self._protection.session.memory.is_remembered(self._path)
        self._protection.desk.lane.compute(
            self._work, (self._path, kept), self._done, failed=self._failed
        )

    def _done(self, done: Any) -> None:
        self._protection.close_dialog()
        self._protection.session.memory.note_remembered(self._path, False)
        self._protection.session.open(self._path, partial(self._tell, done))

    def _tell(self, done: Any, _opened: object) -> None:
        also = f", and {counted(done.copies, 'backup')} with it" if done.copies else ""
        self._protection.window.show_toast(f"{self._path.stem} {self._told}{also}.")
        if done.left:
            self._protection.window.show_problem(
                f"{counted(len(done.left), 'backup')} stayed as before.", " ".join(done.left)
            )

    def _failed(self, error: BaseException) -> None:
        protection = self._protection
        protection.close_dialog()
        protection.session.open(self._path)
        if isinstance(error, UserError):
            protection.window.show_problem(error.message, error.hint)


def _nothing() -> None:
    """There is nothing to open again."""


def _by_keyring(path: Path) -> bool:
    from models.store.protecting import unlock_by

    key = keyrings.kept(path)
    if key is None:
        return False
    unlock_by(path, key)
    return True


def _unlocked(path: Path, phrase: str, remember: bool, kept: bool) -> bool:
    """Hold the key; whether the keyring has it from now on."""
    from models.store.protecting import unlock

    key = unlock(path, phrase)
    if key is None:
        return False
    if not remember:
        if kept:
            keyrings.drop(key.salt)
        return False
    try:
        keyrings.keep(key)
    except UserError:
        return False
    return True


def _still_opens(path: Path, phrase: str) -> None:
    from models.store.protecting import unlock

    unlock(path, phrase)


def _copies(path: Path) -> list[Path]:
    from models.store.backups import in_folder

    return [copy.path for copy in in_folder(paths.backup_folder(path))]


def _protected(path: Path, kept: bool, phrase: str) -> Any:
    from models.store.protecting import protect

    before = _salt(path)
    done = protect(path, phrase, _copies(path))
    _drop(before, kept)
    return done


def _unprotected(path: Path, kept: bool) -> Any:
    from models.store.protecting import unprotect

    before = _salt(path)
    done = unprotect(path, _copies(path))
    _drop(before, kept)
    return done


def _salt(path: Path) -> bytes:
    from models.store import keys

    return keys.head_of(path)[: keys.SALT]


def _drop(salt: bytes, kept: bool) -> None:
    """The old key opens older copies that lie elsewhere: the keyring need not have it."""
    if kept:
        keyrings.drop(salt)
