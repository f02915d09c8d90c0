"""A partner's review pack: seen as it will be, then exported or printed."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.names import slug
from models.store import packs as store
from models.store.portfolio import Portfolio
from models.text import counted, day_text
from reports import worker
from reports.facts import DEFAULT_TITLE, INTERNAL, PARTNER, PackFacts, freeze
from ui import theme
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageHeader, page_side
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.segmented import Segmented

_QUIET_MS = 250
_ROOMY = 560
_LEFT_OUT = (
    "Notes, next steps, contact details and reasons of exceptions are the host’s; "
    "they are left out."
)
_ALL_IN = "For the host only: notes, next steps and reasons of exceptions are in."


@dataclass(frozen=True, slots=True)
class Shown:
    """The pack in the preview: its facts and its bytes, which Export writes as they are."""

    facts: PackFacts
    pdf: bytes
    pages: int
    pack_id: str


class PacksPage(Page):
    """Left what the pack is, right the pack itself, rebuilt shortly after a change."""

    KEY = "packs"
    CONCERNS = frozenset(
        {"partners", "contacts", "agreements", "offerings", "trainings", "integrations", "deals",
         "rates", "grants", "withdrawals", "programs", "settings", "checklists", "answers",
         "checklist_templates", "evidence"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shown: Shown | None = None
        self._file: store.Packed | None = None
        self._build()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_QUIET_MS)
        self._wait.timeout.connect(self._rebuild)

    # ---- reading and building --------------------------------------------------------------

    def visit(self, place: Place) -> None:
        if not place.id and self.place.id:
            place = Place(self.KEY, self.place.id)
        super().visit(place)

    def reload(self) -> None:
        self.desk.lane.read(store.partners, self._list, owner=self, key="partners")

    def commands(self) -> list[Command]:
        ready = self._is_ready
        return [
            Command("export_pack", "Export the pack…", self.export, "File", "Ctrl+S", "download",
                    "save pdf", ready),
            Command("print_pack", "Print the pack…", self.print_pack, "File", "Ctrl+P", "printer",
                    "", ready),
        ]  # fmt: skip

    def find(self) -> None:  # type: ignore[override]  # as in Page
        self.preview.find()

    def _go_to_partners(self) -> None:
        self.desk.go(Place("partners"))

    def _is_ready(self) -> bool:
        return self.shown is not None

    def _list(self, partners: list[tuple[int, str]]) -> None:
        self.partner.blockSignals(True)
        self.partner.clear()
        for partner_id, name in partners:
            self.partner.addItem(name, partner_id)
        at = self.partner.findData(self.place.id) if self.place.id else 0
        self.partner.setCurrentIndex(max(at, 0))
        self.partner.blockSignals(False)
        self._face.setCurrentIndex(0 if partners else 1)
        if partners:
            self._read_file()
        else:
            self._clear()
            self.loaded.emit()

    def _picked(self) -> None:
        partner_id = self.partner.currentData()
        if partner_id is not None and partner_id != self.place.id:
            self.place = Place(self.KEY, partner_id)
            self._drop_message()
            self._read_file()

    def _read_file(self) -> None:
        partner_id = self.partner.currentData()
        if partner_id is None:
            return
        self.place = Place(self.KEY, partner_id)
        as_of = self.desk.as_of

        def read(portfolio: Portfolio) -> store.Packed:
            return store.packed(portfolio, partner_id, as_of)

        self.desk.lane.read(read, self._take, owner=self, failed=self._refused, key="file")

    def _take(self, file: store.Packed) -> None:
        self._file = file
        self._wait.stop()
        self._rebuild()

    def _later(self) -> None:
        """Something about the pack has changed; build once it has been quiet for a moment."""
        self._note.setText(_LEFT_OUT if self.edition.current == PARTNER else _ALL_IN)
        if self.shown is None or self.edition.current != self.shown.facts.edition:
            self._drop_message()
        self._wait.start()

    def _rebuild(self) -> None:
        if self._file is None:
            return
        facts = freeze(
            self._file.file,
            edition=str(self.edition.current),
            title=self.title.text().strip(),
            checked=self._file.checked,
            proofs=self._file.proofs,
            background=self._file.background,
        )
        self.preview.state.setText("Building…")
        self.desk.lane.compute(
            _build, (facts,), self._show, owner=self, failed=self._refused, key="build"
        )

    def _refused(self, error: BaseException) -> None:
        self.preview.state.setText("Not built")
        if isinstance(error, UserError):
            self.desk.problem.emit(error.message, error.hint)

    def _show(self, shown: Shown) -> None:
        same = self.shown is not None and self.shown.facts.partner.id == shown.facts.partner.id
        if shown.pack_id != self._exported:
            self._drop_message()
        self.preview.show_pdf(shown.pdf, keep_place=same)
        self.shown = shown
        facts = shown.facts
        self.header.set_sub(
            f"{facts.partner.name} · figures as of {day_text(facts.as_of)} · "
            f"program version {facts.terms.version}"
        )
        self.preview.state.setText(f"Pack {shown.pack_id[:12]}")
        for button in (self._export, self._print):
            button.setEnabled(True)
        self.loaded.emit()

    def _drop_message(self) -> None:
        """What was written is not what is shown any more."""
        self._exported = ""
        self.message.hide()

    def _clear(self) -> None:
        self.shown, self._file = None, None
        self._drop_message()
        for button in (self._export, self._print):
            button.setEnabled(False)

    def _on_opened(self, described: object) -> None:
        # Partners of another portfolio: nothing that was typed or written here is about them.
        self._clear()
        self.title.clear()
        self.place = Place(self.KEY)
        super()._on_opened(described)

    # ---- out -------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for a name and write exactly the pack that is shown."""
        if self.shown is None:
            return
        facts = self.shown.facts
        folder = Path(str(self.desk.settings.value("packs_folder", "") or Path.home()))
        proposed = folder / f"{slug(facts.partner.name)} {facts.as_of} {facts.edition}.pdf"
        name, _ = QFileDialog.getSaveFileName(self, "Export the pack", str(proposed), "PDF (*.pdf)")
        if name:
            self.export_to(Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"))

    def export_to(self, target: Path) -> None:
        """Write the shown pack; the file dialog has asked about replacing a file."""
        if self.shown is None:
            return
        shown = self.shown
        self.desk.settings.setValue("packs_folder", str(target.parent))
        self._exported_to = target
        self.desk.lane.compute(_write, (shown, target), self._written, owner=self)

    def _written(self, done: tuple[Shown, Path]) -> None:
        shown, target = done
        facts = shown.facts

        def note(portfolio: Portfolio) -> None:
            store.note_pack(
                portfolio, facts.file, facts.edition, facts.title, shown.pack_id, shown.pages,
                target,
            )  # fmt: skip

        if not self.desk.opened.read_only:
            self.desk.lane.write(f"Issue a pack for {facts.partner.name}", note)
        self._exported = shown.pack_id
        self.message.set("met", f"Wrote {counted(shown.pages, 'page')}", target.name)
        self.message.setToolTip(str(target))
        self.message.show()

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exported_to)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exported_to.parent)))

    def print_pack(self) -> None:
        """Print through the system's dialog, each page as a picture at 200 dpi."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        if self.shown is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(200)
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            from ui.printing import print_document

            print_document(self.preview.document, printer)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 22, 28, 20)
        outer.setSpacing(12)
        self.header = PageHeader("Review pack")
        self._print = self.header.add_button("Print", "plain", "printer")
        self._print.clicked.connect(self.print_pack)
        self._export = self.header.add_button("Export PDF", "primary", "download")
        self._export.clicked.connect(self.export)
        outer.addWidget(self.header)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self._options())
        self.preview = PdfPreview("Preview of the pack")
        body.addWidget(self.preview, 1)
        full = QWidget()
        full.setLayout(body)
        body.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(
            "presentation",
            "No partners yet",
            "Go to partners",
            hint="A review pack is built for one partner, from its records.",
        )
        self.empty.primary_clicked.connect(self._go_to_partners)
        self._face = QStackedLayout()
        outer.addLayout(self._face, 1)  # first: what it shows without a parent is a window
        self._face.addWidget(full)
        self._face.addWidget(self.empty)
        for button in (self._export, self._print):
            button.setEnabled(False)

    def _options(self) -> QWidget:
        card = Card("", padding=16)
        card.setFixedWidth(theme.px(280))
        layout = card.body
        self.partner = QComboBox()
        self.partner.setEditable(True)
        self.partner.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.partner.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.partner.setCompleter(completer)
        self.partner.setAccessibleName("Partner")
        self.partner.currentIndexChanged.connect(self._picked)
        self.edition = Segmented([(INTERNAL, "Internal"), (PARTNER, "Partner")], "Edition")
        self.edition.chosen.connect(self._later)
        self._note = Label(_ALL_IN, "small", "text_2", wrap=True)
        self.title = QLineEdit()
        self.title.setPlaceholderText(DEFAULT_TITLE)
        self.title.setMaxLength(90)
        self.title.setAccessibleName("Title")
        self.title.textEdited.connect(self._later)
        for name, widget in (
            ("Partner", self.partner), ("Edition", self.edition), ("", self._note),
            ("Title", self.title),
        ):  # fmt: skip
            if name:
                layout.addSpacing(6)
                layout.addWidget(Label(name, "small_strong"))
            layout.addWidget(widget)
        # In the card's free room: a bar above the page would push the pack down.
        self.message = MessageBar(closable=True, stacked=True)
        self.message.add_button("Open", self._open_file)
        self.message.add_button("Show in folder", self._open_folder)
        self.message.hide()
        self._exported_to, self._exported = Path(), ""
        layout.addSpacing(8)
        layout.addWidget(self.message)
        layout.addStretch(1)
        self._about = Label(
            "The pack is built on this computer from the figures as they are saved. "
            "The same figures always give the same file.",
            "small", "text_3", wrap=True,
        )  # fmt: skip
        layout.addWidget(self._about)
        return card

    # ---- Qt --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = page_side(event.size().width())
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, 22, side, 20)
        # What can be chosen needs the room of a low window; what is only told gives way.
        self._about.setVisible(event.size().height() >= theme.px(_ROOMY))


def _build(facts: PackFacts) -> Shown:
    made = worker.build_bytes(facts)
    return Shown(facts, made.data, made.pages, made.pack_id)


def _write(shown: Shown, target: Path) -> tuple[Shown, Path]:
    from models.files import write_bytes

    return shown, write_bytes(target, shown.pdf, force=True)
