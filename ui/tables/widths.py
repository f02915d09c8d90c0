"""How wide the columns of a table are: by what the rows hold, until a person pulls one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from ui import paint, theme
from ui.tables.columns import Column

if TYPE_CHECKING:
    from ui.tables.view import TableView

_SAMPLE = 60
_LOOKED_AT, _LONGEST = 2_000, 20  # rows whose words are counted, and those that are measured
NARROWEST, _WIDEST, _GIVEN = 56, 320, 480
_USUAL = 120  # of a column that takes its width from the rows


class Widths:
    """Keeps the widths of one view. `sized` once rows or a person have given them.

    `giving_way` are columns with the width of the view, in logical pixels, under which each is
    hidden for want of room, unless a person has said in `choices` whether it is shown.
    """

    def __init__(self, view: TableView) -> None:
        self._view = view
        self.sized = False
        self.giving_way: Sequence[tuple[int, int]] = _giving_way(view.table.columns)
        self.choices: dict[int, bool] = {}
        self._pulled = False
        self._quiet = False
        self._scale = theme.text_scale()
        self._wanted: dict[int, int] = {}  # of a column that gives, or that stretches

    def size(self) -> None:
        """Have the view size its columns, where there are rows to do it by."""
        if self._view.table.rowCount():
            quiet, self._quiet = self._quiet, True
            self._view.size_columns()
            self._quiet = quiet

    def fit(self) -> None:
        """Size the columns by what the rows hold by now, unless a person has sized them."""
        if not self._pulled:
            self.size()

    def measure(self) -> None:
        """Set the widths from a sample of the rows."""
        view, rows = self._view, self._view.table.rows
        heads = paint.metrics("table_head")
        quiet, self._quiet = self._quiet, True
        for at, column in enumerate(view.table.columns):
            head = heads.horizontalAdvance(column.title) + theme.px(44)
            sample = rows[:_SAMPLE]
            if column.gives:
                sample = nlargest(_LONGEST, rows[:_LOOKED_AT], key=_Length(column))
            longest = max([head, *(view.width_for(column, row) for row in sample)])
            wide = max(NARROWEST, theme.px(column.width) or min(_WIDEST, longest))
            if column.gives or column.stretch:
                most = theme.px(_GIVEN if column.gives else _WIDEST)
                self._wanted[at] = max(wide, min(most, longest))
            view.setColumnWidth(at, wide)
        self._quiet = quiet
        self.sized = bool(rows)
        self.stretch()

    def stretch(self) -> None:
        """Give the column that stretches the width that is left; those that give make room."""
        view, columns = self._view, self._view.table.columns
        chosen = self._stretched()
        if view.isColumnHidden(chosen):
            return
        least = theme.px(columns[chosen].width or 120)
        giving = {
            at: theme.px(column.width)
            for at, column in enumerate(columns)
            if column.gives and at != chosen and at in self._wanted and not view.isColumnHidden(at)
        }
        others = sum(
            giving.get(at, view.columnWidth(at)) for at in range(len(columns)) if at != chosen
        )
        left = view.viewport().width() - others
        quiet, self._quiet = self._quiet, True
        # Scarce room is shared by halves; where several give, half of all of it is not given away.
        floor = least + max(0, left - least) // 2 if len(giving) > 1 else least
        for at, narrow in giving.items():
            both = left + narrow
            kept = min(self._wanted.get(chosen, least), max(floor, both // 2))
            wide = max(narrow, min(self._wanted[at], both - kept))
            left += narrow - wide
            view.setColumnWidth(at, wide)
        view.setColumnWidth(chosen, max(least, left))
        self._quiet = quiet

    def give_way(self) -> None:
        """Hide what the view has no room for, and show it again where it has."""
        for column, least in self.giving_way:
            room = self._view.viewport().width() >= theme.px(least)
            hidden = not self.choices.get(column, room)
            if hidden != self._view.isColumnHidden(column):
                self._view.setColumnHidden(column, hidden)

    def lacks_room(self, column: int) -> bool:
        """Whether a column is hidden for want of room alone."""
        return (
            column not in self.choices
            and any(column == at for at, _ in self.giving_way)
            and self._view.isColumnHidden(column)
        )

    def choose(self, choices: Mapping[int, bool]) -> None:
        """Which columns a person wants shown or hidden; room decides on the others."""
        self.choices = dict(choices)
        self.give_way()
        if self.sized:
            self.stretch()

    def _stretched(self) -> int:
        """The column that takes what is left; where it has no room, the first that gives does."""
        columns = self._view.table.columns
        stretch = next((at for at, column in enumerate(columns) if column.stretch), None)
        if stretch is None:
            return len(columns) - 1
        if not self._view.isColumnHidden(stretch):
            return stretch
        giving = (at for at, column in enumerate(columns) if column.gives)
        return next((at for at in giving if not self._view.isColumnHidden(at)), stretch)

    def note(self, logical: int, before: int, now: int) -> None:
        """A column has another width."""
        if self._quiet:
            return
        if before and now:  # else it was hidden, or shown again
            self._pulled = True
            self._wanted.pop(logical, None)
        elif now and not self._pulled:
            self.size()  # it was out of sight when the others were sized
        if self.sized:
            self.stretch()

    def restyle(self) -> None:
        """Grow and shrink with the text; what a person has pulled wider stays so."""
        view = self._view
        scale, self._scale = self._scale, theme.text_scale()
        if not self.sized:
            self.size()
        elif scale != self._scale:
            quiet, self._quiet = self._quiet, True
            for at in range(view.table.columnCount()):
                if view.columnWidth(at):
                    view.setColumnWidth(at, round(view.columnWidth(at) * self._scale / scale))
            self._wanted = {
                at: round(wide * self._scale / scale) for at, wide in self._wanted.items()
            }
            self._quiet = quiet
        self.give_way()

    def chosen(self, logical: int) -> int:
        """A width to be kept, at normal text size; 0 where no person has chosen any."""
        if not self._pulled:
            return 0
        return round(self._view.columnWidth(logical) / theme.text_scale())

    def bring_back(self, logical: int, wide: int) -> None:
        """A width that was kept."""
        self._view.setColumnWidth(logical, theme.px(wide))
        self._pulled = self.sized = True


def _giving_way(columns: Sequence[Column]) -> tuple[tuple[int, int], ...]:
    """Each lesser column with the width from which it is shown beside all that matter more."""
    wide = sum(column.width or _USUAL for column in columns if not column.lesser)
    found = []
    for at in sorted(range(len(columns)), key=lambda at: columns[at].lesser):
        if columns[at].lesser:
            wide += columns[at].width or _USUAL
            found.append((at, wide))
    return tuple(found)


class _Length:
    """How many letters a row has in a column: found sooner than how wide they are."""

    def __init__(self, column: Column) -> None:
        self._column = column

    def __call__(self, row: Any) -> int:
        return len(self._column.shown(row))
