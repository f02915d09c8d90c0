"""The head of a partner's page: who it is, how it stands, and the way to its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from models.partner_list import height
from models.text import participation_text
from ui import paint, theme
from ui.pages.partners_table import tier_tone
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label
from ui.widgets.page import PageHeader

if TYPE_CHECKING:
    from models.program.projected import Projection
    from models.store.partners import PartnerView


_SEEN = (
    QEvent.Type.FocusIn,
    QEvent.Type.FocusOut,
    QEvent.Type.Enter,
    QEvent.Type.Leave,
    QEvent.Type.Resize,
)


class PartnerHeader(PageHeader):
    """The name turns into a field where it is clicked (or F2, Enter on it)."""

    renamed = Signal(str)
    stepped = Signal(int)  # -1 the partner before, 1 the one after

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.read_only = False
        self._list = self._crumbs_say = ""
        self._made_pills: list[tuple[str, str, str]] = []
        self._ahead: tuple[int, tuple[str, str, str]] | None = None
        self._title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title.setCursor(Qt.CursorShape.IBeamCursor)
        self._title.installEventFilter(self)
        self.field = QLineEdit()
        self.field.setAccessibleName("Name of the partner")
        self.field.installEventFilter(self)
        self.field.editingFinished.connect(self._commit)
        self.field.hide()
        self._title_row.insertWidget(1, self.field)  # pills come between; they hide meanwhile
        self._problem = Label("", "small", "short", wrap=True)
        self._problem.hide()
        self._grid.addWidget(self._problem, 3, 0, 1, 2)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        top = QHBoxLayout()
        self._grid.removeItem(self._crumbs)
        top.addLayout(self._crumbs, 1)
        top.addLayout(self.tools)
        self._grid.addLayout(top, 0, 0, 1, 2)
        self.before = IconButton("chevron-up", "Partner before (Alt+Up)")
        self.after = IconButton("chevron-down", "Partner after (Alt+Down)")
        self.before.clicked.connect(self._step_back)
        self.after.clicked.connect(self._step_on)
        self.tools.addWidget(self.before)
        self.tools.addWidget(self.after)
        theme.notifier().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.field.setMinimumWidth(theme.px(320))
        self.field.setFont(theme.font("card"))

    def show_partner(self, view: PartnerView) -> None:
        partner, standing = view.file.partner, view.standing
        self._title.setAccessibleName(f"Name: {partner.name}")
        self._title.setAccessibleDescription("Press Enter to edit")
        self.set_title(partner.name)
        self.set_avatar(partner.name)
        self._show_way()
        words = [participation_text(standing.participation), partner.region]
        self.set_sub("  ·  ".join(word for word in words if word))
        self._made_pills = pills(view)
        # What was known of next January stays until it is known anew: no pill jumps in between.
        if self._ahead is not None and self._ahead[0] == partner.id:
            self._made_pills.append(self._ahead[1])
        if self.field.isHidden():
            self.set_pills(self._made_pills)

    def show_list(self, title: str) -> None:
        """Name the list that the way back leads to."""
        self._list = title
        self._show_way()

    def _show_way(self) -> None:
        says = f"{self._list} › {self.title}"
        if self.title and says != self._crumbs_say:  # made anew, they would lose the keyboard
            self._crumbs_say = says
            self.set_crumbs([("list", self._list), ("", self.title)])

    def show_ahead(self, view: PartnerView, ahead: Projection) -> None:
        """Show the tier of next January beside those that are held and calculated now."""
        self._ahead = (view.file.partner.id, ahead_pill(view, ahead))
        self._made_pills = [*pills(view), self._ahead[1]]
        if self.field.isHidden():
            self.set_pills(self._made_pills)

    def edit_name(self) -> None:
        """Turn the name into a field."""
        if self.read_only or not self.field.isHidden():
            return
        self.field.setText(self.title)
        self._title.hide()
        self.set_pills([])
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def commit(self) -> None:
        """Take what is in the field, as leaving it does."""
        if not self.field.isHidden():
            self._commit()

    def show_problem(self, typed: str, sentence: str) -> None:
        """Say why a name was refused, with the field as it was typed."""
        self.edit_name()
        self.field.setText(typed)
        theme.set_kind(self.field, "short", "state")
        self.field.setAccessibleDescription(sentence)
        self._problem.setText(sentence)
        self._problem.show()

    @property
    def problem(self) -> str:
        return "" if self._problem.isHidden() else self._problem.text()

    def _commit(self) -> None:
        if self.field.isHidden():
            return
        name = " ".join(self.field.text().split())
        if not name:
            self.show_problem("", "A partner needs a name. Type one, or press Esc.")
            return
        self._put_away()
        if name != self.title:
            self.renamed.emit(name)

    def _put_away(self) -> None:
        self._problem.hide()
        theme.set_kind(self.field, "", "state")
        self.field.hide()
        self._title.show()
        self.set_pills(self._made_pills)

    def _step_back(self) -> None:
        self.stepped.emit(-1)

    def _step_on(self) -> None:
        self.stepped.emit(1)

    # Qt's

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring stands around the name, which itself has no room for one."""
        super().paintEvent(event)
        if self._title.isHidden():
            return
        origin = self._title.mapTo(self, QPoint(0, 0))
        spot = QRect(origin, self._title.size()).adjusted(-6, -1, 6, 1)
        painter = QPainter(self)
        if self._title.underMouse() and not self.read_only:
            paint.rounded(painter, QRectF(spot), 6, theme.colour("hover"))
        if self._title.hasFocus():
            paint.focus_ring(painter, spot, 6)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._title:
            if event.type() in _SEEN:
                self.update()
            if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
                self.edit_name()
                return True
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
                    self.edit_name()
                    return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._put_away()
                self._title.setFocus()
                return True
        return super().eventFilter(watched, event)


def ahead_pill(view: PartnerView, ahead: Projection) -> tuple[str, str, str]:
    """The projected tier as a pill: amber where it is below the tier that is held."""
    then, held = ahead.terms.by_key[ahead.tier], view.standing.held
    text = f"Next January {then.label}"
    if height(then) < height(held):
        return text, "at_risk", "trending-down"
    return (text, "met", "trending-up") if height(then) > height(held) else (text, "plain", "")


def pills(view: PartnerView) -> list[tuple[str, str, str]]:
    """The tier that is held, what was calculated where it differs, and how that stands."""
    standing, terms = view.standing, view.terms
    held = standing.held
    made = [(held.label, tier_tone(held), "")]
    if standing.differs:
        made.append((f"Calculated {standing.calculated.label}", "plain", ""))
    elif standing.granted is None and held.rank:
        made.append(("Calculated, not granted", "plain", ""))
    if standing.tone == "at_risk":
        made.append(("At risk", "at_risk", "triangle-alert"))
    elif standing.gaps == 1 and view.file.decision.next_tier is not None:
        following = terms.label(view.file.decision.next_tier.tier)
        made.append((f"{following} within reach", "at_risk", "target"))
    return made
