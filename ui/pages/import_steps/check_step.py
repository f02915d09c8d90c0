"""What the import would do, row by row, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.intake.kinds import KINDS
from models.intake.plan_words import missing_words, useless_words
from models.text import counted, listed
from ui import theme
from ui.pages.import_steps.flow import ImportFlow
from ui.pages.import_steps.list_card import ListCard
from ui.pages.import_steps.missing_card import MissingCard
from ui.pages.import_steps.rate_bar import RateBar
from ui.pages.import_steps.saving import RejectsSaver
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.count_tiles import Count, CountTiles
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.intake.plan import Plan

_NAMED = 6
_LEAST = 240  # height of a list, logical pixels; below it the step scrolls


class CheckStep(PageScroll):
    """``ready`` says whether there is anything to write."""

    ready = Signal(bool)
    matching = Signal()  # the names of new partners are to be matched by hand
    back_to_columns = Signal()
    another_file = Signal()

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Check")
        self.flow = flow
        self.saver = RejectsSaver(flow, self)
        self.stopped = MessageBar("at_risk", closable=True)
        self.useless = MessageBar("short")
        self._to_columns = self.useless.add_button("Back to the columns", self.back_to_columns.emit)
        self._to_file = self.useless.add_button("Choose another file", self.another_file.emit)
        self.read_only = MessageBar(
            "at_risk", "This portfolio is open to read only, so nothing can be imported into it.",
            "Open it for writing, or close it where it is open already.",
        )  # fmt: skip
        self.rates = RateBar(flow)
        self.partners = MessageBar("accent")
        self.partners.add_button("Match partners", self.matching.emit)
        self.gone = MessageBar("accent")
        self._look = self.gone.add_button("Look at them", self._look_at_missing)
        self.warnings = MessageBar("at_risk")
        self.tiles = CountTiles()
        self.tiles.chosen.connect(self._show_list)
        self._build_lists()
        for bar in (self.stopped, self.useless, self.read_only, self.gone):
            bar.hide()
        for part in (self.stopped, self.read_only, self.useless, self.tiles, self.rates):
            self.body.addWidget(part)
        for part in (self.gone, self.partners, self.warnings):
            self.body.addWidget(part)
        self.body.addWidget(self._stack, 1)
        flow.changed.connect(self.show_flow)
        flow.fates_changed.connect(self._show_fates)
        flow.stopped.connect(self._say_stopped)

    def _build_lists(self) -> None:
        self.list = ListCard("Rows", tall=True)
        self.save = Button("Save rejected rows as a file", "quiet", "save")
        self.save.clicked.connect(self.saver.ask)
        self.list.add_search()
        self.list.add_action(self.save)
        self.missing = MissingCard(self.flow)
        self._nothing = Card()
        self._words = Label("", "body", "text_2", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.body.addWidget(self._words, 1)
        self._stack = QStackedWidget()
        for face in (self.list, self.missing, self._nothing):
            self._stack.addWidget(face)
        self._stack.setMinimumHeight(theme.px(_LEAST))

    def show_flow(self) -> None:
        """Show the counts and the list that is looked at."""
        checked = self.flow.checked
        if checked is None:
            self.ready.emit(False)
            return
        plan = checked.plan
        before = self.tiles.current
        counts = {count.key: count for count in _counts(plan, checked.worth)}
        self.tiles.show_counts(list(counts.values()))
        if before not in counts or not counts[before].count:
            before = next((k for k, c in counts.items() if c.count), "new")
        self.tiles.set_current(before)  # another kind has other tiles, none of them chosen
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
        self.rates.show_flow()
        self._say_useless(plan)
        self._show_list(self.tiles.current)
        self._show_fates()

    def _say_useless(self, plan: Plan) -> None:
        """Where not one row can be used: why, and the way back."""
        nothing = plan.read == plan.rejected and not self.flow.open_questions
        self.useless.setVisible(nothing)
        self._to_columns.setVisible(plan.read > 0)
        self._to_file.setVisible(not plan.read)
        if nothing:
            self.useless.set("short", *useless_words(plan))

    def _show_fates(self) -> None:
        """Say what becomes of the deals that are missing, and whether there is anything to do."""
        checked = self.flow.checked
        if checked is None:
            return
        plan, fates = checked.plan, self.flow.fates
        self.missing.show_missing(plan.missing)
        self.gone.setVisible(bool(plan.missing))
        if plan.missing:
            status = "at_risk" if plan.doubts else "accent"
            self.gone.set(status, *missing_words(plan, fates))
            self._look.setVisible(self.tiles.current != "missing")
        read_only = self.flow.desk.opened.read_only
        self.read_only.setVisible(read_only)
        usable = plan.read > plan.rejected
        answered = self.flow.open_questions == 0
        self.ready.emit(bool(self.flow.doing) and usable and answered and not read_only)

    def begin(self) -> None:
        """Look at the first list that has anything in it."""
        self.show_flow()
        filled = (key for key, tile in self.tiles.tiles.items() if tile.count)
        self.show_list(next(filled, "new"))

    def find_rows(self) -> None:
        """Put the cursor into the field that finds rows of the list."""
        missing = self._stack.currentWidget() is self.missing
        field = self.missing.search if missing else self.list.search
        if field is not None and field.isVisible():
            field.setFocus()
            field.selectAll()

    def show_list(self, key: str) -> None:
        """Look at one of the lists: new, changed, same, rejected, skipped or missing."""
        self.tiles.set_current(key)
        self._show_list(key)

    def _look_at_missing(self) -> None:
        self.show_list("missing")
        self.tiles.tiles["missing"].setFocus()

    def _show_list(self, key: str) -> None:
        checked = self.flow.checked
        if checked is None:
            return
        self._look.setVisible(key != "missing")
        self.save.setVisible(key == "rejected")
        count = _count(checked.plan, key)
        rows = checked.lists.get(key, [])
        if key == "missing" and count:
            self._stack.setCurrentWidget(self.missing)
            return
        if not count or (not rows and key == "same"):
            self._words.setText(_none_said(checked.plan, key))
            self._stack.setCurrentWidget(self._nothing)
            return
        titles = {
            "new": "New",
            "changed": "Changed, field by field",
            "same": "Same as what is known",
            "rejected": "Rows that can't be taken",
            "skipped": "Rows that are no records",
        }
        full = len(rows) >= count
        self.list.set_title(titles[key] if full else f"{titles[key]}, the first {len(rows):,}")
        self.list.show_rows(_headings(checked.plan, key), rows)
        self._stack.setCurrentWidget(self.list)

    def _say_stopped(self, sentence: str, hint: str) -> None:
        self.stopped.set("at_risk", sentence, hint)
        self.stopped.show()


def _count(plan: Plan, key: str) -> int:
    return len(plan.missing) if key == "missing" else int(getattr(plan, key))


def _counts(plan: Plan, worth: Mapping[str, str]) -> list[Count]:
    found = [
        Count("new", "New", plan.new, "circle-plus", "met", worth["new"]),
        Count("changed", "Changed", plan.changed, "pencil", "accent", worth["changed"]),
        Count("same", "Same", plan.same, "circle-check", "text_2"),
        Count("rejected", "Rejected", plan.rejected, "circle-x", "short"),
        Count("skipped", "Skipped", plan.skipped, "circle-dashed", "text_2"),
    ]
    if plan.kind == "deals":
        ink = "at_risk" if plan.doubts else "accent"
        gone = len(plan.missing)
        found.append(Count("missing", "Missing", gone, "circle-help", ink, worth["missing"]))
    return found


def _headings(plan: Plan, key: str) -> list[str]:
    one = KINDS[plan.kind].one.capitalize()
    new = {
        "deals": ["Line", "Deal", "Partner", "Status", "Close date", "Stage", "TCV"],
        "partner-pipeline": ["Line", "Deal", "Partner", "Status", "Close date", "Stage", "TCV"],
        "partners": ["Partner", "Details"],
    }
    return {
        "new": new.get(plan.kind, [one, "Partner", "Details"]),
        "changed": ["Line", one, "Field", "Was", "Will be"],
        "same": ["Line", one],
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
        "missing": "No open deal of the files before is missing in this one.",
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
    pairs = "; ".join(f"{new} looks like {known}" for new, known in alike[:3])
    more = f"; {len(alike) - 3} more do" if len(alike) > 3 else ""
    return sentence, f"{pairs}{more}. They stay apart unless you match them."
