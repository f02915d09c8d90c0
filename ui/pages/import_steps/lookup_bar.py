"""Asks for the second file of an export, where the first one holds ids in place of names."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.intake import telling
from ui.pages.import_steps.flow import ImportFlow
from ui.widgets.message_bar import MessageBar


class LookupBar(MessageBar):
    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__("at_risk", parent=parent)
        self._flow = flow
        self._pick = self.add_button("Choose the file", self.choose)
        self._drop = self.add_button("Without it", self._without, "quiet")
        self.hide()

    def show_flow(self) -> None:
        """Show it where the file needs a second one, or has one."""
        job, lookup = self._flow.job, self._flow.lookup
        theirs = ""
        if job is not None:
            for ours in ("partner", "customer"):
                if telling.needs_lookup(job, ours):
                    theirs = job.columns.theirs(ours)
        self.setVisible(bool(theirs) or lookup is not None)
        self._drop.setVisible(lookup is not None)
        self._pick.setText("Choose another file" if lookup is not None else "Choose the file")
        if lookup is not None and not theirs:
            names = f"{len(job.lookup.names):,} names" if job is not None else "Names"
            self.set("met", f"{names} are looked up in {lookup.name}.")
        elif lookup is not None:
            self.set("at_risk", f"{lookup.name} does not hold the ids in “{theirs}”.")
        elif theirs:
            self.set(
                "at_risk",
                f"“{theirs}” holds ids, not names.",
                "Choose the Account file of the same export: the names are looked up in it.",
            )

    def choose(self) -> None:
        path = self._flow.path
        if path is None:
            return
        from ui.pages.import_steps.file_step import FILES

        name, _ = QFileDialog.getOpenFileName(
            self, "Choose the file of accounts", str(path.parent), FILES
        )
        if name:
            self._flow.set_lookup(Path(name))

    def _without(self) -> None:
        self._flow.set_lookup(None)
