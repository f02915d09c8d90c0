"""A letter to a partner, seen as it will be, with a note of one's own; then saved and logged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from models.errors import UserError
from models.files import write_bytes
from models.names import slug
from models.text import counted
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from reports.letter_facts import LetterFacts
    from reports.letters import Letter

_QUIET_MS = 250
_LEAVING = "Your words are not saved. Press Esc or Cancel once more to leave without them."


class LetterDialog(SmallWindow):
    """`read` makes the facts from the portfolio, on the lane; nothing goes out by itself."""

    def __init__(
        self,
        desk: Desk,
        partner_id: int,
        read: Callable[[Any], LetterFacts],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Letter", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.partner_id = desk, partner_id
        self.facts: LetterFacts | None = None
        self.letter: Letter | None = None
        self._target = Path()
        self._warned = False
        self._build()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_QUIET_MS)
        self._wait.timeout.connect(self.rebuild)
        self.note.textChanged.connect(self._wait_for_words)
        desk.lane.read(read, self._take, owner=self, failed=self._refuse)

    def _wait_for_words(self) -> None:
        """Nothing is saved that does not hold the last word typed."""
        self._warned = False
        for button in (self.save_button, self.print_button):
            button.setEnabled(False)
        self._wait.start()

    def rebuild(self) -> None:
        """Build the letter with the note as it is now."""
        from reports.letter_facts import LONGEST_NOTE

        if self.facts is None:
            return
        over = len(self.note.toPlainText().strip()) - LONGEST_NOTE
        if over > 0:
            self.problem.setText(
                f"The note is {counted(over, 'character')} too long for a letter: shorten it to"
                f" {LONGEST_NOTE:,}, and the letter can be saved."
            )
            self.problem.show()
            return
        self.facts = replace(self.facts, note=self.note.toPlainText().strip())
        self.desk.lane.compute(
            _letter, (self.facts,), self._show, owner=self, failed=self._refuse, key="letter"
        )

    def save(self) -> None:
        """Ask for a name and write exactly the letter that is shown."""
        if self.facts is None:
            return
        folder = Path(str(self.desk.settings.value("packs_folder", "") or Path.home()))
        proposed = folder / file_name(self.facts)
        name, _ = QFileDialog.getSaveFileName(self, "Save the letter", str(proposed), "PDF (*.pdf)")
        if name:
            self.save_to(Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"))

    def save_to(self, target: Path) -> None:
        """Write the shown letter, log it, and close."""
        if self.letter is None or self.facts is None:
            return
        self.desk.settings.setValue("packs_folder", str(target.parent))
        self._target = target
        write = partial(write_bytes, force=True)  # the file dialog has asked about replacing
        self.desk.lane.compute(
            write, (target, self.letter.data), self._log, owner=self, failed=self._refuse
        )

    def print_letter(self) -> None:
        """Print the shown letter through the system's dialog."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(200)
        if QPrintDialog(printer, self).exec():
            from ui.printing import print_document

            print_document(self.preview.document, printer)

    def reject(self) -> None:
        """Leave; where words of one's own would be lost, only after saying so."""
        if self.note.toPlainText().strip() and not self._warned:
            self._warned = True
            self.problem.setText(_LEAVING)
            self.problem.show()
            return
        super().reject()

    def _take(self, facts: LetterFacts) -> None:
        self.facts = facts
        title = f"{facts.title} for {facts.pack.partner.name}"
        self.setWindowTitle(title)
        self.heading.setText(title)
        names = ", ".join(person.name for person in facts.to)
        self.to.setText(
            f"To {names}." if names else
            "No executive sponsor or alliance manager of the partner is named: see People."
        )  # fmt: skip
        self.rebuild()

    def _show(self, letter: Letter) -> None:
        self.letter = letter
        self.preview.show_pdf(letter.data, keep_place=True)
        self.preview.state.setText(counted(letter.pages, "page"))
        for button in (self.save_button, self.print_button):
            button.setEnabled(not self._wait.isActive())
        self.problem.hide()

    def _log(self, _target: object) -> None:
        letter, facts, target = self.letter, self.facts, self._target
        if letter is None or facts is None:
            return
        if self.desk.opened.read_only:
            more = "It is not logged: the portfolio is open to read only."
        else:
            more = "Once it went out, mark it as sent under the partner’s Packs."
            self.desk.lane.write(
                f"Log the {facts.title.lower()} for {facts.pack.partner.name}",
                Logged(self.partner_id, facts, letter, target),
            )
        self.desk.toast(f"{self.desk.said_of_file(f'Wrote {target.name}.')} {more}")
        self.accept()

    def _refuse(self, error: BaseException) -> None:
        known = isinstance(error, UserError)
        self.problem.setText(str(error) if known else "Something of ours failed; nothing is lost.")
        self.problem.show()

    def _build(self) -> None:
        self.heading = Label("Letter", "card", wrap=True)
        self.to = Label("", "small", "text_2", wrap=True)
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("A word of your own")
        self.note.setPlaceholderText("Shown under the first lines")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.px(150))
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        edition = Label(
            "The partner’s edition: notes, next steps and reasons of exceptions are left out.",
            "small", "text_2", wrap=True,
        )  # fmt: skip
        left = QVBoxLayout()
        left.setSpacing(10)
        for part in (self.heading, self.to, Label("A word of your own", "control", "text_2"),
                     self.note, edition, self.problem):  # fmt: skip
            left.addWidget(part)
        left.addStretch(1)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(theme.px(260))
        self.preview = PdfPreview("Letter")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(side)
        row.addWidget(self.preview, 1)
        self.body.addLayout(row, 1)
        self.save_button = Button("Save PDF…", "primary", "download")
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self.save)
        self.print_button = Button("Print…", "plain", "printer")
        self.print_button.setShortcut(QKeySequence.StandardKey.Print)
        self.print_button.setAutoDefault(False)
        self.print_button.setEnabled(False)
        self.print_button.clicked.connect(self.print_letter)
        self.foot.addWidget(self.print_button)
        self.foot.addWidget(self.save_button)
        self.way_out.setText("Cancel")
        self.way_out.clicked.disconnect(self.accept)
        self.way_out.clicked.connect(self.reject)
        self.way_out.setAutoDefault(False)
        self.note.setFocus()
        self.resize(theme.px(940), theme.px(640))


class ResultLetter:
    """Reads what the letter on a signed line says; an object, so that no closure keeps a page."""

    def __init__(self, line_id: int, on: date) -> None:
        self.line_id, self.on = line_id, on

    def __call__(self, portfolio: Any) -> LetterFacts:
        from models.store.results import result
        from reports.letter_facts import result_letter

        return result_letter(result(portfolio, self.line_id), on=self.on)


class Logged:
    """Adds a letter to the log; an object, so that no closure keeps the window."""

    def __init__(self, partner_id: int, facts: LetterFacts, letter: Letter, target: Path) -> None:
        self.partner_id, self.facts, self.letter, self.target = partner_id, facts, letter, target

    def __call__(self, portfolio: Any) -> None:
        from models.store import statements
        from reports.letter_facts import recipients

        facts = self.facts
        statements.log(
            portfolio,
            self.partner_id,
            facts.kind,
            facts.pack.as_of,
            statement_id=self.letter.statement_id,
            program_version=facts.pack.decision.version,
            file=str(self.target),
            recipient=recipients(facts),
            note=facts.note,
        )


def file_name(facts: LetterFacts) -> str:
    """What a letter's file is called, unless somebody says otherwise."""
    return f"{slug(facts.pack.partner.name)} {facts.on} {facts.title.lower()}.pdf"


def _letter(facts: LetterFacts) -> Letter:
    from reports.letters import build

    return build(facts)
