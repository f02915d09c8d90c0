"""Who would move under other terms: judged with progress, listed with the reason, copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from models.errors import Cancelled, UserError
from models.money import plain
from models.text import compact_money, counted, day_text, listed, participation_text
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.pages.partners_table import tier_tone
from ui.tables.clipboard import as_clipboard
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.chip import FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.program.moves import Move
    from models.program.terms import Terms
    from models.store.program_page import Moves

_WAYS = {"up": "Up", "down": "Down", "same": "Same tier", "other": "Another program"}
_TONES = {"up": "met", "down": "short", "same": "plain", "other": "accent"}


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A move with its reason in words; frozen, as a table wants its rows."""

    id: int
    move: Move
    why: str
    old: Terms
    new: Terms


@dataclass(frozen=True, slots=True)
class Listed:
    """What the window shows of them: made on the lane, so that the window only takes it."""

    found: Moves
    lines: tuple[MoveLine, ...]
    tiers: tuple[tuple[str, str], ...]
    told: str


class MovesDialog(SmallWindow):
    """`read` gives Moves from the portfolio, on the lane, and reports its progress."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        read: Callable[..., Moves],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.found: Moves | None = None
        self._go: Callable[[], object] | None = None
        self.model = TableModel(columns(), parent=self)
        self.table = TableView(self.model, "Who would move", compact=False)
        self._build(title)
        self.finished.connect(self._stop)
        self.task = desk.lane.read(
            partial(listed_by, read),
            self._take,
            owner=self,
            failed=self._refuse,
            progress=self._tell,
        )

    def offer(self, text: str, slot: Callable[[], object]) -> None:
        """A button that does it, beside Close; the window closes then."""
        self._go = slot
        self.go_button.setText(text)
        self.go_button.show()

    # ---- reading ---------------------------------------------------------------------------

    def _take(self, listed: Listed) -> None:
        self.found = listed.found
        self.model.set_rows(listed.lines)
        self.tier.set_options(listed.tiers)
        self.tell.setText(listed.told)
        self.copy_button.setEnabled(bool(listed.lines))
        self._refilter()

    def _tell(self, done: int, total: int, _: str) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.waiting.setText(f"Judging {counted(total, 'partner')} twice, {total - done:,} to go")

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        message, hint = "Something of ours failed.", "Nothing was changed."
        if isinstance(error, UserError):
            message, hint = error.message, error.hint
        self.empty.set("triangle-alert", message, hint=hint)
        self.faces.setCurrentWidget(self.empty)

    def _stop(self, _: int = 0) -> None:
        self.task.cancel()

    def _refilter(self, _: object = None) -> None:
        if self.found is None:
            return
        movers, tiers = self.show_.current == "movers", self.tier.chosen

        def wanted(line: MoveLine) -> bool:
            moves = not movers or line.move.direction != "same"
            return moves and (not tiers or line.move.after.key in tiers)

        self.model.set_predicate(wanted)
        if self.model.rowCount():
            self.faces.setCurrentWidget(self.table)
            self.table.setFocus()
        elif not self.model.count:
            self.empty.set("users", "There are no partners yet", hint="Nobody would move.")
            self.faces.setCurrentWidget(self.empty)
        else:
            words = "Nobody would move" if not tiers else "Nobody would move to this tier"
            hint = "The one partner would keep its calculated tier."
            if self.model.count > 1:
                hint = f"All {self.model.count:,} partners would keep their calculated tier."
            self.empty.set("circle-check", words, hint="" if tiers else hint)
            self.faces.setCurrentWidget(self.empty)

    def copy(self) -> None:
        """Put what is shown on the clipboard, with headings."""
        if self.found is None:
            return
        rows, heads = self.model.rows, copied(self.found.old, self.found.new)
        QGuiApplication.clipboard().setMimeData(as_clipboard(heads, rows, headers=True))
        self.copied.setText(f"Copied {counted(len(rows), 'partner')} with headings")

    def _do(self) -> None:
        if self._go is not None:
            self._go()
        self.accept()

    # ---- building --------------------------------------------------------------------------

    def _build(self, title: str) -> None:
        self.tell = Label(
            f"Calculated tiers as of {day_text(self.desk.as_of)}; nothing is written.",
            "body", "text_2", wrap=True,
        )  # fmt: skip
        self.show_ = Segmented([("movers", "Movers"), ("all", "All partners")], "Show")
        self.show_.chosen.connect(self._refilter)
        self.tier = FilterChip("New tier")
        self.tier.changed.connect(self._refilter)
        self.copied = Label("", "small", "text_2")
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for part in (self.show_, self.tier, self.copied):
            tools.addWidget(part)
        tools.addStretch(1)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.waiting = Label("Judging every partner twice", "body", "text_2")
        self.cancel = Button("Cancel")
        self.cancel.clicked.connect(self.reject)
        wait = QWidget()
        column = QVBoxLayout(wait)
        column.addStretch(1)
        column.addWidget(self.waiting)
        column.addWidget(self.bar)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        self.empty = EmptyState("circle-check", "")
        self.faces = QStackedWidget()
        for face in (wait, self.table, self.empty):
            self.faces.addWidget(face)
        self.body.addWidget(Label(title, "card", wrap=True))
        self.body.addWidget(self.tell)
        self.body.addLayout(tools)
        self.body.addWidget(self.faces, 1)
        self.copy_button = Button("Copy for Excel", "quiet", "copy")
        self.copy_button.setEnabled(False)
        self.copy_button.clicked.connect(self.copy)
        self.go_button = Button("", "primary")
        self.go_button.hide()
        self.go_button.clicked.connect(self._do)
        self.foot.insertWidget(0, self.copy_button)
        self.foot.addWidget(self.go_button)
        self.resize(theme.px(960), theme.px(600))


def listed_by(read: Callable[..., Moves], portfolio: object, progress: object) -> Listed:
    """Read, and put in words; on the lane."""
    found = read(portfolio, progress)
    lines = tuple(
        MoveLine(m.partner_id, m, ", ".join(m.because(found.old, found.new)), found.old, found.new)
        for m in found.moves
    )
    tiers = {move.after.key: move.after.label for move in found.moves}
    return Listed(found, lines, tuple(tiers.items()), summary(found))


def summary(found: Moves) -> str:
    """How many would go where: "2 up, 1 down, 22 the same. Gold to Silver: 1."."""
    ways = Counter(move.direction for move in found.moves)
    words = [f"{ways[key]:,} {word}" for key, word in (("up", "up"), ("down", "down"))]
    if ways["other"]:
        words.append(f"{ways['other']:,} to a tier of another program")
    words.append(f"{ways['same']:,} the same")
    paths = Counter(
        f"{move.before.label} to {move.after.label}"
        for move in found.moves
        if move.direction != "same"
    )
    path_words = [f"{path}: {number:,}" for path, number in paths.most_common(6)]
    detail = f" {listed(path_words)}." if path_words else ""
    return f"As of {day_text(found.day)}: {listed(words)}.{detail} Nothing is written."


def columns() -> list[Column]:
    return [
        Column(
            "Partner",
            lambda line: line.move.partner,
            sub=lambda line: participation_text(line.move.participation),
            role="partner",
            width=214,
        ),
        Column("Now", lambda line: line.move.before.label, role="pill", width=128,
               tone=lambda line: tier_tone(line.move.before), spoken=True),
        Column("Would be", lambda line: line.move.after.label, role="pill", width=128,
               tone=lambda line: tier_tone(line.move.after), spoken=True),
        Column("Move", lambda line: _WAYS[line.move.direction], role="pill", width=110,
               tone=lambda line: _TONES[line.move.direction], spoken=True),
        Column("Because of", lambda line: line.why, width=190, stretch=True, spoken=True,
               sub=_tcv_words, tip="What the former tier, or the one above, does not find met"),
    ]  # fmt: skip


def _tcv_words(line: MoveLine) -> str:
    if line.old.amount is None and line.new.amount is None:
        return ""
    before = compact_money(line.move.tcv_before, line.old.currency)
    after = compact_money(line.move.tcv_after, line.new.currency)
    label, then = line.old.tcv_label, line.new.tcv_label
    if label != then:
        return f"{label} {before} → {then} {after}"
    return f"{label} {before}" if before == after else f"{label} {before} → {after}"


def copied(old: Terms, new: Terms) -> list[Column]:
    return [
        Column("Partner", lambda line: line.move.partner),
        Column("Participation", lambda line: participation_text(line.move.participation)),
        Column("Now", lambda line: line.move.before.label),
        Column("Would be", lambda line: line.move.after.label),
        Column("Move", lambda line: _WAYS[line.move.direction]),
        Column("Because of", lambda line: line.why),
        Column(f"{old.tcv_label} now", lambda line: plain(line.move.tcv_before, old.currency)),
        Column(f"{new.tcv_label} then", lambda line: plain(line.move.tcv_after, new.currency)),
    ]
