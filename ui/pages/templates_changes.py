"""Begins, saves, retires and writes out templates of checklists, each as one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from models.errors import Cancelled, UserError
from models.files import write_text
from models.names import slug
from ui.desk import Desk
from ui.dialogs.template_save import NameDialog, SaveDialog

if TYPE_CHECKING:
    from models.checklist.template import Template
    from models.store.checklist_drafts import Draft

_FILES = "Checklist templates (*.toml)"
_FOLDER = "templates_folder"


class TemplateChanges(QObject):
    """Asks with a dialog over `window`, writes through the lane, and says what was done."""

    began = Signal(str)  # key of the draft that was begun
    ended = Signal()  # a draft was put in use or discarded
    refused = Signal(object)  # why an edit was not written

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: QDialog | None = None

    @property
    def can_write(self) -> bool:
        return self._desk.opened.writable

    # ---- beginning -------------------------------------------------------------------------

    def begin(self, key: str, name: str) -> None:
        """Edit a template in use."""
        today = self._desk.today

        def write(portfolio: Any) -> str:
            from models.store.checklist_drafts import begin

            return begin(portfolio, key, today)

        self._write(f"Begin to edit {name}", write, self._begun)

    def ask_new(self, source: Template | None = None) -> None:
        """Ask for the name of a new template, which may be a copy of another one."""
        dialog = NameDialog(source.name if source else "", self._window)
        dialog.made.connect(partial(self._new, dialog, source.text if source else ""))
        self._open(dialog)

    def _new(self, dialog: NameDialog, source: str, name: str) -> None:
        today = self._desk.today

        def write(portfolio: Any) -> str:
            from models.store.checklist_drafts import begin_new

            return begin_new(portfolio, name, today, source)

        self._desk.lane.write(
            f"Begin the checklist {name}",
            write,
            partial(self._named, dialog),
            owner=dialog,
            failed=dialog.failed,
        )

    def _named(self, dialog: NameDialog, key: str) -> None:
        dialog.accept()
        self._begun(key)

    def _begun(self, key: str) -> None:
        self.began.emit(key)

    # ---- a step of an edit -----------------------------------------------------------------

    def change(
        self, key: str, how: Callable[[str], str], label: str, then: Callable[[Any], object]
    ) -> None:
        """Change a draft's text, as one step that can be undone."""

        def write(portfolio: Any) -> None:
            from models.store.checklist_drafts import change

            change(portfolio, key, how, label)

        self._desk.lane.write(label, write, then, owner=self, failed=self._not_changed)

    def _not_changed(self, error: BaseException) -> None:
        self.refused.emit(error)

    # ---- the end of a draft ----------------------------------------------------------------

    def ask_to_save(self, draft: Draft) -> None:
        """Show what is different, and put the draft in use."""
        dialog = SaveDialog(draft, self._window)
        dialog.made.connect(partial(self._save, dialog, draft.kept.key))
        self._open(dialog)

    def _save(self, dialog: SaveDialog, key: str) -> None:
        today = self._desk.today

        def write(portfolio: Any) -> Template:
            from models.store.checklist_drafts import adopt

            return adopt(portfolio, key, today)

        self._desk.lane.write(
            "Put a checklist in use", write, partial(self._saved, dialog), owner=dialog,
            failed=dialog.failed,
        )  # fmt: skip

    def _saved(self, dialog: SaveDialog, made: Template) -> None:
        dialog.accept()
        self._done(f"Version {made.version} of {made.name} is in use")

    def discard(self, key: str, name: str) -> None:
        """Throw a draft away; undo brings it back."""

        def write(portfolio: Any) -> None:
            from models.store.checklist_drafts import discard

            discard(portfolio, key)

        self._write(f"Discard the draft of {name}", write, partial(self._done, None))

    # ---- of those in use -------------------------------------------------------------------

    def retire(self, template: Template) -> None:
        def write(portfolio: Any) -> None:
            from models.store.checklist_templates import retire

            retire(portfolio, template.key)

        self._write(f"Retire {template.name}", write)

    def offer_again(self, template: Template) -> None:
        def write(portfolio: Any) -> None:
            from models.store.checklist_templates import offer_again

            offer_again(portfolio, template.key)

        self._write(f"Offer {template.name} again", write)

    def back_to_bundled(self, template: Template) -> None:
        def write(portfolio: Any) -> None:
            from models.store.checklist_templates import back_to_bundled

            back_to_bundled(portfolio, template.key)

        self._write(f"Use {template.name} as it is bundled", write)

    # ---- files -----------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Choose a template's file, and take it in as a draft."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Take in a checklist template", self._folder(),
            f"{_FILES};;All files (*)",
        )  # fmt: skip
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        self._desk.settings.setValue(_FOLDER, str(path.parent))
        today = self._desk.today

        def write(portfolio: Any) -> str:
            from models.checklist.loading import text_in
            from models.store.checklist_drafts import take_file

            return take_file(portfolio, text_in(path), path.name, today)

        self._write(f"Take {path.name} in as a draft", write, self._begun)

    def ask_where(self, template: Template) -> None:
        """Ask for a name and write the template's text."""
        proposed = Path(self._folder()) / f"{slug(template.name)}-{template.version}.toml"
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save the template as a file", str(proposed), _FILES
        )
        if name:
            self.save_to(Path(name if name.endswith(".toml") else f"{name}.toml"), template.text)

    def save_to(self, target: Path, text: str) -> None:
        self._desk.settings.setValue(_FOLDER, str(target.parent))
        write = partial(write_text, force=True)  # the file dialog has asked about replacing
        self._desk.lane.compute(write, (target, text), self._wrote, owner=self, failed=self._failed)

    def _wrote(self, target: Path) -> None:
        self._desk.toast(f"Wrote {target.name}")

    def _folder(self) -> str:
        return str(self._desk.settings.value(_FOLDER, "") or Path.home())

    # ---- inside ----------------------------------------------------------------------------

    def _write(
        self,
        label: str,
        write: Callable[[Any], Any],
        then: Callable[[Any], object] | None = None,
    ) -> None:
        self._desk.lane.write(
            label, write, partial(self._tell, label, then), owner=self, failed=self._failed
        )

    def _tell(self, label: str, then: Callable[[Any], object] | None, result: Any) -> None:
        self._desk.toast(label, undo=True)
        if then is not None:
            then(result)

    def _done(self, label: str | None, _: object = None) -> None:
        if label:
            self._desk.toast(label, undo=True)
        self.ended.emit()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._desk.problem.emit(error.message, error.hint)
        elif not isinstance(error, Cancelled):
            self._desk.problem.emit("That could not be done.", "Something of ours failed.")

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()
