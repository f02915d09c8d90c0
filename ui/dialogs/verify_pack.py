"""Whether a PDF is a pack exactly as it was made, and was issued from the open portfolio."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import UserError
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.faults import FAULT
from ui.widgets.file_drop import FileDrop
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.issued_pack import IssuedPack
    from reports.verify import Verdict

_HERE = "this portfolio"
_LARGEST = 16_000_000  # bytes of a dropped file that are looked through for its facts


def looks_like_pack(path: str) -> bool:
    """Whether a dropped file is for this window: a PDF that carries the facts of a pack."""
    if not path.lower().endswith(".pdf"):
        return False
    from reports.facts_json import NAME

    try:
        with Path(path).open("rb") as file:
            return f"({NAME})".encode() in file.read(_LARGEST)
    except OSError:
        return False


class VerifyPack(SmallWindow):
    """A file is dropped or chosen; it is made again beside the window's thread and compared."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Verify a pack", parent)
        self.desk = desk
        self.path = Path()
        self.drop = FileDrop(
            "Drop the PDF of a pack here",
            "It is made again from the facts inside it and has to be the same to the last byte; its"
            " hash has to be that of a pack issued from this portfolio.",
            "Choose a file…",
        )
        self.drop.dropped.connect(self.take)
        self.drop.asked.connect(self.ask)
        self.message = MessageBar("accent", stacked=True)
        self.message.hide()
        self.digest = Label("", "small", "text_2", wrap=True)
        self.body.addWidget(self.drop, 1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.digest)
        self.resize(theme.px(620), theme.px(400))
        self.drop.choose.setFocus()

    def ask(self) -> None:
        """Choose a file."""
        name, _ = QFileDialog.getOpenFileName(self, "Verify a pack", "", "PDF (*.pdf)")
        if name:
            self.take(name)

    def take(self, name: str) -> None:
        """Verify a file."""
        self.path = Path(name)
        self.drop.set_small(True, "Another file", kind="plain")
        self.digest.setText("")
        self._say("accent", f"Verifying {self.path.name}…")
        self.desk.lane.compute(
            _verify, (self.path,), self._made, owner=self, failed=self._refuse, key="verify"
        )

    # ---- inside ----------------------------------------------------------------------------

    def _made(self, found: Verdict) -> None:
        job = _FindIssued(found)
        self.desk.lane.read(job, self._tell, owner=self, failed=self._refuse, key="issued")

    def _tell(self, told: tuple[Verdict, IssuedPack | None]) -> None:
        from reports.verify import fault_with, said

        found, issued = told
        name = self.path.name
        fault = fault_with(name, found, issued, _HERE)
        if not fault:
            self._say("met", said(name, found, issued))
        else:
            self._say("at_risk" if found.genuine else "short", _short(fault, self.path))
        self.digest.setText(f"SHA-256 {found.digest[:32]} {found.digest[32:]}")

    def _refuse(self, error: BaseException) -> None:
        words = _short(error.message, self.path) if isinstance(error, UserError) else FAULT
        self._say("short", words, error.hint if isinstance(error, UserError) else "")

    def _say(self, status: str, sentence: str, hint: str = "") -> None:
        self.message.set(status, sentence, hint)
        self.message.show()


@dataclass(frozen=True, slots=True)
class _FindIssued:
    """Reads which pack was issued as the file."""

    found: Verdict

    def __call__(self, portfolio: Any) -> tuple[Verdict, IssuedPack | None]:
        from models.store.packs import with_digest

        return self.found, with_digest(portfolio, self.found.digest)


def _verify(path: Path) -> Verdict:
    from reports.verify_guarded import verify

    return verify(path)


def _short(words: str, path: Path) -> str:
    """A sentence with the file's name alone: its folder was just chosen."""
    return words.replace(str(path), path.name)
