"""What the menu of a partner's evidence offers for the files that are selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ui import icons

if TYPE_CHECKING:
    from models.checklist.evidence_record import Evidence
    from ui.pages.partner_tabs.evidence import EvidenceTab

Entry = tuple[str, str, Callable[..., object]]  # icon, words, what it runs


def fill_menu(tab: EvidenceTab, menu: QMenu, chosen: Sequence[Evidence]) -> None:
    """Offer what can be done with one file or several."""
    if not chosen:
        return
    one = chosen[0] if len(chosen) == 1 else None
    entries = [*(_of_one(tab, one) if one is not None else ())]
    if tab.writable:
        entries += [*_writing(tab, chosen), *(_changing(tab, one) if one is not None else ())]
        entries.append(("trash-2", "Remove", tab.remove))
    for icon, words, run in entries:
        menu.addAction(icons.icon(icon), words).triggered.connect(Unticked(run))


def _of_one(tab: EvidenceTab, one: Evidence) -> list[Entry]:
    found: list[Entry] = [
        ("external-link", "Open", partial(tab.doings.open, one)),
        ("download", "Save a copy…", partial(tab.doings.save_copy, one)),
    ]
    if one.item:
        found.append(("list-checks", "Go to its checklist", tab.open_checklist))
    return found


def _writing(tab: EvidenceTab, chosen: Sequence[Evidence]) -> list[Entry]:
    found: list[Entry] = []
    if any(not each.verified_on for each in chosen):
        found.append(("badge-check", "Verify", tab.verify))
    if any(each.verified_on for each in chosen):
        found.append(("undo-2", "Not verified after all", tab.unverify))
    return [*found, ("user", "Verify as somebody else…", tab.verify_as)]


def _changing(tab: EvidenceTab, one: Evidence) -> list[Entry]:
    found: list[Entry] = [("pencil", "Rename…", partial(tab.doings.rename, one))]
    if not one.replaced_by:
        found += [
            ("refresh-cw", "Replace…", partial(tab.doings.replace, one)),
            ("link", "Proves something else…", partial(tab.ask_other, one)),
        ]
    return found


class Unticked:
    """Runs without the tick that a menu's action tells."""

    def __init__(self, run: Callable[..., object]) -> None:
        self._run = run

    def __call__(self, _checked: bool = False) -> None:
        self._run()
