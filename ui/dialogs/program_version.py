"""Asks for a new version of the program: what it is copied from, its name and its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import UserError
from models.text import counted, day_text
from ui.dialogs.program_form import FormDialog
from ui.widgets.buttons import Button
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.typed_day import TypedDay

if TYPE_CHECKING:
    from models.program_year import KeptProgram
    from models.store.program_page import VersionRow


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What was typed; `source` is the text that is copied."""

    source: str
    version: str
    from_on: date
    notice_on: date | None
    note: str


def version_choices(rows: Sequence[VersionRow]) -> list[tuple[object, str]]:
    """Versions as a box of choices names them; with the program's name where there are several."""
    several = len({row.version.name for row in rows}) > 1
    return [(row.id, _version_words(row, several=several)) for row in rows]


def _version_words(row: VersionRow, *, several: bool) -> str:
    version = row.version
    words = f"{version.version}, {row.state}, from {day_text(version.from_on)}"
    return f"{words} · {version.name}" if several else words


class NewVersionDialog(FormDialog):
    """``made`` carries a NewVersion; it stays open until it is told that it was written."""

    made = Signal(object)

    def __init__(
        self,
        rows: Sequence[VersionRow],
        chosen: object,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        from models.program.drafting import next_first_day, next_version

        super().__init__(
            "New version",
            "A copy that can be edited. It decides nothing until it is adopted, and what was"
            " assessed before keeps the version that it was made by.",
            "Begin the draft",
            parent,
        )
        self._sources = {row.id: row for row in rows}
        choices = version_choices(rows)
        self.source = QuietCombo(choices, "Copied from", width=356)
        self.source.set_current(chosen if chosen in self._sources else choices[0][0])
        first = next_first_day([row.version.from_on for row in rows], today)
        self.version = QLineEdit(next_version([row.version.version for row in rows], first))
        self.first = TypedDay("First day", first, today)
        self.notice = TypedDay("Notice on", None, today)
        self.note = QLineEdit()
        self.note.setPlaceholderText("What it is for; only in this portfolio")
        for key, title, field in (
            ("source", "Copied from", self.source),
            ("version", "Version", self.version),
            ("from_on", "First day", self.first),
            ("notice", "Notice on", self.notice),
            ("note", "Note", self.note),
        ):
            self.add_row(key, title, field)
        self.notice.line.setPlaceholderText("May follow; needed before it is adopted")
        self.version.setFocus()
        self.version.selectAll()

    def finish(self) -> None:
        version = self.version.text().strip()
        if not version:
            self.refuse("version", "A version has a name, such as 2027.")
            return
        try:
            first = self.read_day("from_on", "It begins on some day. Type it, such as 1 Jan 2027.")
            notice = self.read_day("notice")
        except UserError:
            return
        if first is not None and notice is not None and notice >= first:
            self.refuse("notice", "Notice is given before the first day.")
            return
        source = self._sources[self.source.current].version.text
        self.go.setEnabled(False)
        self.made.emit(NewVersion(source, version, first or date.min, notice,
                                  self.note.text().strip()))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Adoption:
    """What was typed for a draft that is to be adopted."""

    version: str
    from_on: date
    notice_on: date | None
    despite_assessments: bool


class AdoptDialog(FormDialog):
    """``made`` carries an Adoption; the sentence of a refusal goes to the field it is about."""

    made = Signal(object)
    trying = Signal()

    def __init__(
        self,
        draft: KeptProgram,
        changes: int,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        what = counted(changes, "difference") if changes else "no difference"
        super().__init__(
            f"Adopt version {draft.version}",
            f"From its first day on everything is judged by it: {what} to the version before."
            " What is frozen keeps the version that it was made by. Undo takes it back.",
            "Adopt",
            parent,
        )
        from PySide6.QtWidgets import QCheckBox

        self.version = QLineEdit(draft.version)
        self.first = TypedDay("First day", draft.from_on, today)
        self.notice = TypedDay("Notice on", draft.notice_on, today)
        self.box = QCheckBox("The assessments made on that day or later keep their version")
        self.add_row("version", "Version", self.version)
        self.add_row("from_on", "First day", self.first)
        self.add_row("notice", "Notice on", self.notice)
        self.add_row("assessments", "", self.box)
        self.show_row("assessments", shown=False)
        self.move_button = Button("Who would move", "quiet", "git-branch")
        self.move_button.clicked.connect(self.trying)
        self.foot.insertWidget(0, self.move_button)
        (self.notice if draft.notice_on is None else self.go).setFocus()

    def finish(self) -> None:
        version = self.version.text().strip()
        if not version:
            self.refuse("version", "A version has a name, such as 2027.")
            return
        try:
            first = self.read_day("from_on", "It begins on some day. Type it, such as 1 Jan 2027.")
            notice = self.read_day("notice")
        except UserError:
            return
        self.go.setEnabled(False)
        sure = self.box.isVisible() and self.box.isChecked()
        self.made.emit(Adoption(version, first or date.min, notice, sure))

    def failed_to_adopt(self, error: BaseException) -> None:
        """Say why it was not adopted, where it belongs."""
        where = str(getattr(error, "where", ""))
        if where == "assessments":
            self.show_row("assessments", shown=True)
        self.failed(error, lambda _: where)
