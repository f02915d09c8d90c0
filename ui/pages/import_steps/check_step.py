"""What the import would do, row by row, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.intake.kinds import KINDS
from models.text import counted, listed
from ui import theme
from ui.pages.import_steps.flow import ImportFlow
from ui.pages.import_steps.list_card import ListCard
from ui.pages.import_steps.saving import RejectsSaver
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.count_tiles import Count, CountTiles
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.intake.plan import Plan

_NAMED = 6
_LEAST = 240  # height of a list, logical pixels; below it the step scrolls


class CheckStep(PageScroll):
    """``ready`` says whether there is anything to write."""

    ready = Signal(bool)
    matching = Signal()  # the names of new partners are to be matched by hand

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Check")
        self.flow = flow
        self.saver = RejectsSaver(flow, self)
        self.stopped = MessageBar("at_risk", closable=True)
        self.stopped.hide()
        self.partners = MessageBar("accent")
        self.partners.add_button("Match partners", self.matching.emit)
        self.warnings = MessageBar("at_risk")
        self.tiles = CountTiles()
        self.tiles.chosen.connect(self._show_list)
        self.list = ListCard("Rows", tall=True)
        self.save = Button("Save rejected rows as a file", "quiet", "save")
        self.save.clicked.connect(self.saver.ask)
        self.list.add_action(self.save)
        self._nothing = Card()
        self._words = Label("", "body", "text_2", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.body.addWidget(self._words, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        self._stack.setMinimumHeight(theme.px(_LEAST))
        for part in (self.stopped, self.tiles, self.partners, self.warnings):
            self.body.addWidget(part)
        self.body.addWidget(self._stack, 1)
        flow.changed.connect(self.show_flow)
        flow.stopped.connect(self._say_stopped)

    def show_flow(self) -> None:
        """Show the counts and the list that is looked at."""
        checked = self.flow.checked
        if checked is None:
            self.ready.emit(False)
            return
        plan = checked.plan
        before = self.tiles.current
        counts = {count.key: count for count in _counts(plan)}
        self.tiles.show_counts(list(counts.values()))
        if not before or not counts[before].count:
            self.tiles.set_current(next((k for k, c in counts.items() if c.count), "new"))
        said = _partners_said(plan, checked.alike)
        self.partners.setVisible(bool(said))
        if said:
            status = "at_risk" if checked.alike else "accent"
            self.partners.set(status, *said)
        notes = [*plan.warnings, *plan.notes]
        self.warnings.setVisible(bool(notes))
        if notes:
            from models.intake.telling import for_window

            head, *rest = [for_window(note) for note in notes]
            more = f" And {len(rest) - 3} more." if len(rest) > 3 else ""
            status = "at_risk" if plan.warnings else "accent"
            self.warnings.set(status, head, " ".join(rest[:3]) + more)
        self._show_list(self.tiles.current)
        self.ready.emit(plan.new + plan.changed > 0 and self.flow.open_questions == 0)

    def begin(self) -> None:
        """Look at the first list that has anything in it."""
        self.show_flow()
        filled = (key for key, tile in self.tiles.tiles.items() if tile.count)
        self.show_list(next(filled, "new"))

    def show_list(self, key: str) -> None:
        """Look at one of the lists: new, changed, same, rejected or skipped."""
        self.tiles.set_current(key)
        self._show_list(key)

    def _show_list(self, key: str) -> None:
        checked = self.flow.checked
        if checked is None:
            return
        self.save.setVisible(key == "rejected")
        count = getattr(checked.plan, key)
        if key == "same" or not count:
            self._words.setText(_none_said(checked.plan, key))
            self._stack.setCurrentWidget(self._nothing)
            return
        rows = checked.lists[key]
        titles = {
            "new": "New",
            "changed": "Changed, field by field",
            "rejected": "Rows that can't be taken",
            "skipped": "Rows that are no records",
        }
        full = key == "changed" or len(rows) >= count
        self.list.set_title(titles[key] if full else f"{titles[key]}, the first {len(rows):,}")
        self.list.show_rows(_headings(checked.plan, key), rows)
        self._stack.setCurrentWidget(self.list)

    def _say_stopped(self, sentence: str, hint: str) -> None:
        self.stopped.set("at_risk", sentence, hint)
        self.stopped.show()


def _counts(plan: Plan) -> list[Count]:
    return [
        Count("new", "New", plan.new, "circle-plus", "met"),
        Count("changed", "Changed", plan.changed, "pencil", "accent"),
        Count("same", "Same", plan.same, "circle-check", "text_2"),
        Count("rejected", "Rejected", plan.rejected, "circle-x", "short"),
        Count("skipped", "Skipped", plan.skipped, "circle-dashed", "text_2"),
    ]


def _headings(plan: Plan, key: str) -> list[str]:
    one = KINDS[plan.kind].one.capitalize()
    new = {
        "deals": ["Deal", "Partner", "Status", "Close date", "Stage", "TCV"],
        "partners": ["Partner", "Details"],
    }
    return {
        "new": new.get(plan.kind, [one, "Partner", "Details"]),
        "changed": ["Line", one, "Field", "Was", "Will be"],
        "rejected": ["Line", "Column", "Value", "Reason"],
        "skipped": ["Line", "Why", "Text"],
    }[key]


def _none_said(plan: Plan, key: str) -> str:
    if key == "same" and plan.same:
        return (
            f"{counted(plan.same, 'row')[:1].upper()}{counted(plan.same, 'row')[1:]} say what is"
            " known already and change nothing."
        )
    return {
        "new": "Nothing in the file is new.",
        "changed": "Nothing that is known changes.",
        "same": "No row repeats what is known.",
        "rejected": "Every row can be taken.",
        "skipped": "Every row is a record.",
    }[key]


def _partners_said(plan: Plan, alike: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Which partners would be made, and which of them look like known ones."""
    if not plan.new_partners or plan.kind == "partners":
        return None
    names = list(plan.new_partners[:_NAMED])
    if len(plan.new_partners) > _NAMED:
        names.append(f"{len(plan.new_partners) - _NAMED} more")
    made = counted(len(plan.new_partners), "new partner")
    sentence = f"{made[:1].upper()}{made[1:]} will be made: {listed(names)}."
    if not alike:
        return sentence, "Added outside the program; a partner is invited on its page."
    pairs = "; ".join(f"{new} looks very like {known}" for new, known in alike[:3])
    more = f"; {len(alike) - 3} more do" if len(alike) > 3 else ""
    return sentence, f"{pairs}{more}. They stay apart unless you match them."
