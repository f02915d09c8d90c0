"""Which file, what kind of list it is, and what else is needed to read it."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.intake import telling
from models.intake.kinds import KINDS
from models.text import counted
from ui.pages.import_steps.flow import ImportFlow
from ui.pages.import_steps.lookup_bar import LookupBar
from ui.pages.import_steps.whose_list import WhoseList
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.file_drop import FileDrop
from ui.widgets.labels import ElidedLabel, IconLabel, Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.segmented import Segmented

FILES = "Spreadsheets (*.csv *.tsv *.txt *.tab *.xlsx *.xlsm *.xls *.xlsb *.ods);;All files (*)"
_RECENT, _FOLDER = "import/recent", "import/folder"
_MOST = 5


class FileStep(PageScroll):
    """``ready`` says whether the file can be mapped."""

    ready = Signal(bool)

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="File")
        self.flow = flow
        self.drop = FileDrop(
            "Drop a spreadsheet here",
            "CSV, TSV or Excel. Nothing is written before you have seen what it would do.",
            "Choose a file",
        )
        self.drop.asked.connect(self.choose)
        self.drop.dropped.connect(self._take)
        self.problem = MessageBar("short")
        self.keep = self.problem.add_button("Import them all the same", flow.keep_deleted)
        self.lookup = LookupBar(flow)
        self._build_file()
        self.recent = Card("Imported lately")
        for part in (self.problem, self.file, self.lookup, self.drop, self.recent):
            self.body.addWidget(part)
        self.body.addStretch(1)
        flow.changed.connect(self.show_flow)
        self.show_flow()

    def _build_file(self) -> None:
        self.file = Card()
        self._name = ElidedLabel("", "strong")
        self._about = ElidedLabel("", "body", "text_2")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._about)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(
            IconLabel("file-spreadsheet", "accent", 24), 0, Qt.AlignmentFlag.AlignVCenter
        )
        head.addLayout(words, 1)
        self.kind = Segmented(
            [(kind, of.many.capitalize()) for kind, of in KINDS.items() if not of.like],
            "It is a list of",
        )
        self.kind.chosen.connect(self._set_kind)
        self.sheet = QuietCombo((), "Sheet")
        self.sheet.chosen.connect(self.flow.set_sheet)
        self._sheet_label = Label("Sheet", "control", "text_2")
        what = QHBoxLayout()
        what.setSpacing(10)
        what.addWidget(Label("It is a list of", "control", "text_2"))
        what.addWidget(self.kind)
        what.addSpacing(16)
        what.addWidget(self._sheet_label)
        what.addWidget(self.sheet)
        what.addStretch(1)
        self._guessed = Label("", "small", "text_2", wrap=True)
        self.file.body.addLayout(head)
        self.file.body.addSpacing(4)
        self.whose = WhoseList(self.flow)
        self.file.body.addLayout(what)
        self.file.body.addWidget(self.whose)
        self.file.body.addWidget(self._guessed)

    def show_flow(self) -> None:
        """Show what is known of the file by now."""
        flow = self.flow
        job = flow.job
        self.problem.setVisible(flow.problem is not None)
        if flow.problem is not None:
            self.problem.set("short", *flow.problem)
            self.keep.setVisible(flow.all_deleted)
        self.file.setVisible(flow.path is not None)
        self.drop.set_small(
            flow.path is not None,
            "Drop a spreadsheet here" if flow.path is None else "Another file instead?",
            kind="primary" if flow.path is None or flow.problem is not None else "plain",
        )
        self.recent.setVisible(flow.path is None and self._list_recent())
        self.lookup.show_flow()
        self.whose.show_flow()
        if flow.path is not None:
            self._name.setText(flow.path.name)
            self._about.setText(about(flow) or str(flow.path.parent))
            self.kind.set_current(KINDS[flow.kind].shape if flow.kind in KINDS else "")
            sheets = [job.sheet.name, *job.sheet.others] if job is not None else []
            self.sheet.set_choices([(name, name) for name in sheets])
            for part in (self.sheet, self._sheet_label):
                part.setVisible(len(sheets) > 1)
        self._guessed.setVisible(job is not None)
        if job is not None:
            known, all_ = len(job.columns.columns), len(job.sheet.header)
            words = f"{known} of {counted(all_, 'column')} understood by the headings."
            if flow.recalled:
                words += " Read as files with these headings were read last time."
            self._guessed.setText(words)
        self.ready.emit(job is not None)

    def choose(self) -> None:
        """Ask for a file in a dialog."""
        folder = str(self.flow.desk.settings.value(_FOLDER, "") or Path.home())
        name, _ = QFileDialog.getOpenFileName(self, "Import a spreadsheet", folder, FILES)
        if name:
            self._take(name)

    def _take(self, name: str) -> None:
        self.flow.take(Path(name))

    def _set_kind(self, kind: object) -> None:
        self.flow.set_kind(str(kind))

    # ---- recent ones -----------------------------------------------------------------------

    def remember(self, path: Path) -> None:
        """Keep a file among those to import again."""
        kept = [name for name in self._kept() if name != str(path)]
        settings = self.flow.desk.settings
        settings.setValue(_RECENT, json.dumps([str(path), *kept][:_MOST]))
        settings.setValue(_FOLDER, str(path.parent))

    def _kept(self) -> list[str]:
        try:
            found = json.loads(str(self.flow.desk.settings.value(_RECENT, "") or "[]"))
        except ValueError:
            return []
        return [name for name in found if Path(name).is_file()]

    def _list_recent(self) -> bool:
        body = self.recent.body
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for name in self._kept():
            button = _Recent(name)
            button.picked.connect(self._take)
            body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return bool(body.count())


class _Recent(Button):
    picked = Signal(str)

    def __init__(self, name: str) -> None:
        path = Path(name)
        super().__init__(
            f"{path.name}   {path.parent}", "quiet", "file-text", name=f"Import {name}"
        )
        self._path = name
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.picked.emit(self._path)


def about(flow: ImportFlow) -> str:
    """Rows, encoding and delimiter of the file, as far as they are known."""
    job = flow.job
    if job is None:
        return ""
    sheet = job.sheet
    if flow.checked is not None:
        rows = counted(flow.checked.plan.read + flow.checked.plan.skipped, "row")
    elif sheet.whole:
        rows = counted(len(sheet.sample), "row")
    else:
        rows = f"about {sheet.estimate():,} rows"
    return " · ".join([rows, *telling.read_as(sheet)])
