"""A checklist on its way out: as a form, a spreadsheet or paper, seen as it will be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.checklist.records import Form, Where
from models.checklist.sending import INTERNAL, PARTNER, for_partner, left_out, questions
from models.files import write_bytes
from models.names import slug
from models.text import counted, day_text
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.faults import why
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.checklist.filled import Filled
    from models.checklist.sending import Sending

PDF, XLSX, PAPER = "pdf", "xlsx", "paper"
_KINDS = ((PDF, "PDF form"), (XLSX, "Spreadsheet"), (PAPER, "On paper"))
_EDITIONS = ((PARTNER, "The partner"), (INTERNAL, "Ourselves"))
FOLDER = "forms_folder"


def send_form(desk: Desk, where: Where, parent: QWidget | None = None) -> SendFormDialog:
    """Ask how a checklist goes out, and write it; the window is shown."""
    dialog = SendFormDialog(desk, where, parent)
    dialog.show()
    return dialog


@dataclass(frozen=True, slots=True)
class Made:
    """A finished form: the bytes that are saved, and those that the preview shows."""

    kind: str
    filled: Filled
    sending: Sending
    data: bytes
    shown: bytes = b""
    open: int = 0


class SendFormDialog(SmallWindow):
    """What is shown is what is saved: every choice makes the form anew."""

    def __init__(self, desk: Desk, where: Where, parent: QWidget | None = None) -> None:
        super().__init__("Send a checklist", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.where = desk, where
        self.made: Made | None = None
        self._told: tuple[Filled, Sending] | None = None
        self._first = True
        self._target = Path()
        self._build()
        self._read()

    @property
    def kind(self) -> str:
        return str(self.kinds.current)

    @property
    def edition(self) -> str:
        return str(self.editions.current)

    def save(self) -> None:
        """Ask for a name and write exactly what is shown."""
        if self.made is None:
            return
        folder = Path(str(self.desk.settings.value(FOLDER, "") or Path.home()))
        ending = "xlsx" if self.kind == XLSX else "pdf"
        proposed = folder / file_name(self.made, ending)
        words = "Excel (*.xlsx)" if ending == "xlsx" else "PDF (*.pdf)"
        name, _ = QFileDialog.getSaveFileName(self, "Save the form", str(proposed), words)
        if name:
            right = name.lower().endswith(f".{ending}")
            self.save_to(Path(name if right else f"{name}.{ending}"))

    def save_to(self, target: Path) -> None:
        """Write the shown form, note that it went out, and close."""
        if self.made is None:
            return
        self.desk.settings.setValue(FOLDER, str(target.parent))
        self._target = target
        self.save_button.setEnabled(False)
        write = partial(write_bytes, force=True)  # the file dialog has asked about replacing
        self.desk.lane.compute(
            write, (target, self.made.data), self._note, owner=self, failed=self._refuse
        )

    def print_paper(self) -> None:
        """Print the paper form through the system's dialog."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        if self.made is None or self.made.kind != PAPER:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(200)
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            from ui.printing import print_document

            print_document(self.preview.document, printer)

    # ---- reading ---------------------------------------------------------------------------

    def _read(self, _: object = None) -> None:
        """The checklist as it stands, with the choices made; then the form of it."""
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)
        self.desk.lane.read(
            Prepared(self.where, self.desk, self.edition, self.ours.isChecked()),
            self._take, owner=self, failed=self._refuse, key="prepared",
        )  # fmt: skip

    def _take(self, told: tuple[Filled, Sending, str]) -> None:
        filled, sending, before = told
        self._told = filled, sending
        self.before.setText(before)
        self.before.setVisible(bool(before))
        if self._first:
            self._first = False
            if filled.closed:
                self.kinds.set_current(PAPER)  # nothing of it can be filled in any more
            self.han.setChecked(_writes_han(filled, sending))
            if not for_partner(filled) and not filled.closed:
                # Nothing of it is the partner's: such a form would have no field at all.
                self.ours.setChecked(True)
                self._read()
                return
        self._say(filled, sending)
        self._make()

    def _make(self, _: object = None) -> None:
        if self._told is None:
            return
        filled, sending = self._told
        self._show_kind()
        self.desk.lane.compute(
            make, (self.kind, filled, sending, self.han.isChecked()), self._show,
            owner=self, failed=self._refuse, key="made",
        )  # fmt: skip

    def _show(self, made: Made) -> None:
        self.made = made
        self.problem.hide()
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(made.kind == PAPER)
        if made.kind == XLSX:
            self.sheet.set(
                "file-spreadsheet",
                f"A spreadsheet with {counted(made.open, 'question')} to answer",
                hint="Answers have blue cells, lists drop down, and all else is locked."
                f" It has {len(made.data) // 1024 + 1:,} kB.",
            )
            self.faces.setCurrentWidget(self.sheet)
            return
        self.faces.setCurrentWidget(self.preview)
        self.preview.show_pdf(made.shown, keep_place=True)
        size = f"{len(made.data) / 1024:,.0f} kB"
        pages = counted(self.preview.document.pageCount(), "page")
        self.preview.state.setText(f"{pages}, {size}" if made.kind == PDF else pages)

    def _note(self, _written: object) -> None:
        made, target = self.made, self._target
        if made is None:
            return
        if made.kind != PAPER and not self.desk.opened.read_only:
            self.desk.lane.write(
                f"Send {made.filled.template.name} to {made.filled.partner} as a form",
                Noted(made, target),
            )
        back = "" if made.kind == PAPER else " When it comes back, drop it on the window."
        self.desk.toast(f"{self.desk.said_of_file(f'Wrote {target.name}.')}{back}")
        self.accept()

    def _refuse(self, error: BaseException) -> None:
        self.made = None
        self.problem.setText(why(error))
        self.problem.show()
        announce(self, why(error))
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)
        if self._told is None or self.kind != PAPER:
            self.sheet.set("triangle-alert", "There is no form to show", hint=why(error))
            self.faces.setCurrentWidget(self.sheet)

    # ---- saying ----------------------------------------------------------------------------

    def _say(self, filled: Filled, sending: Sending) -> None:
        self.heading.setText(filled.title)
        self.whom.setText(filled.partner)
        self.left_out.setText(left_out(filled, sending))

    def _show_kind(self) -> None:
        """The choices and buttons that go with the kind."""
        self.ours.setVisible(self.edition == PARTNER and self.kind != PAPER)
        self.han.setVisible(self.kind == PDF)
        self.how.setText(
            {
                PDF: "Any PDF reader fills it in, offline. Send it by mail; when it comes back, its"
                " answers are shown as a plan before anything is written.",
                XLSX: "Excel and its like fill it in, offline. It comes back the same way.",
                PAPER: "Boxes to tick and lines to write on. What is written there is typed in by"
                " hand.",
            }[self.kind]
        )
        paper = self.kind == PAPER
        self.print_button.setVisible(paper)
        self.save_button.set_kind("plain" if paper else "primary")
        self.save_button.setText("Save spreadsheet…" if self.kind == XLSX else "Save PDF…")

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.heading = Label("Checklist", "card", wrap=True)
        self.whom = Label("", "body", "text_2", wrap=True)
        self.before = Label("", "small", "text_2", wrap=True)
        self.before.hide()
        self.kinds = Segmented(_KINDS, "As")
        self.editions = Segmented(_EDITIONS, "For")
        self.ours = QCheckBox("Open our own questions too")
        self.ours.setAccessibleName("Open our own questions too")
        self.han = QCheckBox("Letters for Chinese, Japanese\nand Korean (adds 2 MB)")
        self.han.setAccessibleName("Letters for Chinese, Japanese and Korean, adds 2 MB")
        self.how = Label("", "small", "text_2", wrap=True)
        self.left_out = Label("", "small", "text_2", wrap=True)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        left = QVBoxLayout()
        left.setSpacing(8)
        left.setContentsMargins(0, 0, 0, 0)
        for part in (
            self.heading, self.whom, self.before,
            Label("As", "control", "text_2"), self.kinds, self.how,
            Label("For", "control", "text_2"), self.editions, self.left_out,
            self.ours, self.han, self.problem,
        ):  # fmt: skip
            left.addWidget(part)
            if part in (self.before, self.how):
                left.addSpacing(8)
        left.addStretch(1)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(theme.px(290))
        self.preview = PdfPreview("Form")
        self.sheet = EmptyState("loader-circle", "Making the form")
        self.faces = QStackedWidget()
        for face in (self.preview, self.sheet):
            self.faces.addWidget(face)
        self.faces.setCurrentWidget(self.sheet)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(side)
        row.addWidget(self.faces, 1)
        self.body.addLayout(row, 1)
        self.print_button = Button("Print…", "primary", "printer")
        self.print_button.clicked.connect(self.print_paper)
        self.save_button = Button("Save PDF…", "primary", "download")
        self.save_button.clicked.connect(self.save)
        for button in (self.save_button, self.print_button):
            self.foot.addWidget(button)
        self.way_out.setText("Cancel")
        self.way_out.setAutoDefault(False)
        self.way_out.clicked.disconnect()
        self.way_out.clicked.connect(self.reject)
        self.kinds.chosen.connect(self._make)
        self.editions.chosen.connect(self._read)
        self.ours.clicked.connect(self._read)
        self.han.clicked.connect(self._make)
        self._show_kind()
        room = self.screen().availableGeometry().size()
        self.resize(QSize(theme.px(980), theme.px(640)).boundedTo(room * 0.95))


class Prepared:
    """Reads what a form is made from; an object, so that no closure keeps the window."""

    def __init__(self, where: Where, desk: Desk, edition: str, ours_too: bool) -> None:
        self.where, self.today = where, desk.as_of
        self.edition, self.ours_too = edition, ours_too

    def __call__(self, portfolio: Any) -> tuple[Filled, Sending, str]:
        from models.store.checklist_forms import last_sent, prepared

        told, sending = prepared(
            portfolio, self.where, self.today, self.edition, ours_too=self.ours_too
        )
        last = last_sent(portfolio, self.where)
        return told, sending, sent_words(last) if last else ""


class Noted:
    """Notes that a form went out."""

    def __init__(self, made: Made, target: Path) -> None:
        self.filled, self.sending, self.kind = made.filled, made.sending, made.kind
        self.target = target

    def __call__(self, portfolio: Any) -> None:
        from models.store.checklist_forms import note_form

        note_form(portfolio, self.filled, self.sending, self.kind, str(self.target))


def make(kind: str, filled: Filled, sending: Sending, han: bool) -> Made:
    """The form and what the preview shows of it. Raises UserError where nothing is to fill in."""
    from reports.forms.checklist_form import flattened, make_form
    from reports.forms.checklist_paper import make_paper
    from reports.forms.checklist_sheet import make_sheet

    open_ = sum(question.open for question in questions(filled, sending))
    if kind == XLSX:
        return Made(kind, filled, sending, make_sheet(filled, sending), open=open_)
    if kind == PAPER:
        data = make_paper(filled, sending)
        return Made(kind, filled, sending, data, data, open_)
    data = make_form(filled, sending, han=han)
    return Made(kind, filled, sending, data, flattened(data), open_)


def sent_words(form: Form) -> str:
    """When a form of the same checklist went out last, and whether it is back."""
    left = day_text(date.fromisoformat(form.exported_at[:10]))
    word = "spreadsheet" if form.kind == XLSX else "PDF form"
    if not form.returned_at:
        return f"Last sent on {left} as a {word}; it has not come back."
    back = day_text(date.fromisoformat(form.returned_at[:10]))
    return f"Last sent on {left} as a {word}; it came back on {back}."


def file_name(made: Made, ending: str) -> str:
    """What a form's file is called, unless somebody says otherwise."""
    filled = made.filled
    parts = [slug(filled.partner), slug(filled.template.name, "checklist"), filled.period]
    return f"{' '.join(part for part in parts if part)}.{ending}"


def _writes_han(filled: Filled, sending: Sending) -> bool:
    from reports.forms.checklist_form import writes_han

    return writes_han(filled, questions(filled, sending))
