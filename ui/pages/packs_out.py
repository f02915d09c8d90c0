"""A pack that is shown goes out, to a PDF, to slides, to a printer, and it is said where to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from models.names import slug
from models.store import packs as store
from models.text import counted
from ui.desk import Desk
from ui.outside import open_file, open_folder
from ui.pages.packs_build import Shown, write, write_slides
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.store.portfolio import Portfolio

_FOLDER = "packs_folder"


class PackOut(QObject):
    """Asks where to, writes beside the window's thread, records it and says so in `message`."""

    written = Signal(object)  # the path

    def __init__(self, desk: Desk, message: MessageBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._message, self._window = desk, message, parent
        self._target, self.exported = Path(), ""
        message.add_button("Open", self._open_file)
        message.add_button("Show in folder", self._open_folder)

    def ask_pdf(self, shown: Shown) -> Path | None:
        """Ask where the pack that is shown should go."""
        return self._ask(shown, "Export the pack", ".pdf", "PDF (*.pdf)")

    def ask_slides(self, shown: Shown) -> Path | None:
        """Ask where the slides of the same pages should go."""
        return self._ask(shown, "Export the slides", ".pptx", "PowerPoint (*.pptx)")

    def to_pdf(self, shown: Shown, target: Path) -> None:
        """Write the shown pack; the file dialog has asked about replacing a file."""
        self._run(write, shown, target, self._pdf_written)

    def to_slides(self, shown: Shown, target: Path) -> None:
        """Write the shown pack's pages as slides."""
        self._run(write_slides, shown, target, self._slides_written)

    def print_pack(self, document: QPdfDocument) -> None:
        """Print through the system's dialog, each page as a picture at 200 dpi."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(200)
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec():
            from ui.printing import print_document

            print_document(document, printer)

    def forget(self, pack_id: str = "") -> None:
        """What was written is not what is shown any more."""
        if not pack_id or pack_id != self.exported:
            self.exported = ""
            self._message.hide()

    # ---- inside ----------------------------------------------------------------------------

    def _ask(self, shown: Shown, title: str, ending: str, filters: str) -> Path | None:
        facts = shown.facts
        folder = Path(str(self._desk.settings.value(_FOLDER, "") or Path.home()))
        kind = "" if facts.plan.kind == "full" else f"{facts.plan.kind.replace('_', '-')} "
        name = f"{slug(facts.partner.name)} {facts.as_of} {kind}{facts.edition}{ending}"
        proposed = folder / name
        name, _ = QFileDialog.getSaveFileName(self._window, title, str(proposed), filters)
        if not name:
            return None
        return Path(name if name.lower().endswith(ending) else f"{name}{ending}")

    def _run(
        self,
        job: Callable[[Shown, Path], tuple[Shown, Path]],
        shown: Shown,
        target: Path,
        then: Callable[[tuple[Shown, Path]], None],
    ) -> None:
        self._desk.settings.setValue(_FOLDER, str(target.parent))
        self._desk.lane.compute(job, (shown, target), then, owner=self)

    def _pdf_written(self, done: tuple[Shown, Path]) -> None:
        shown, target = done
        facts = shown.facts

        def note(portfolio: Portfolio) -> None:
            from reports.archive import issue_of

            store.issue(portfolio, issue_of(facts, shown.pdf, shown.pages, shown.pack_id, target))

        if not self._desk.opened.read_only:
            self._desk.lane.write(f"Issue a pack for {facts.partner.name}", note)
        self._tell(shown, target, "page")

    def _slides_written(self, done: tuple[Shown, Path]) -> None:
        self._tell(*done, "slide")

    def _tell(self, shown: Shown, target: Path, word: str) -> None:
        self.exported, self._target = shown.pack_id, target
        where = target.name
        if self._desk.opened.read_only:
            where += "; it is not listed, since the portfolio is open to read only"
        self._message.set(
            "met", self._desk.said_of_file(f"Wrote {counted(shown.pages, word)}"), where
        )
        self._message.setToolTip(str(target))
        self._message.show()
        self.written.emit(target)

    def _open_file(self) -> None:
        open_file(self._target)

    def _open_folder(self) -> None:
        open_folder(self._target.parent)
