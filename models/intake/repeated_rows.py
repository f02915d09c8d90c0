"""Several rows of one deal in a file: lines of products or a history, not plain repeats."""

from collections.abc import Callable, Mapping

from models.intake.deal_rows import DealRow
from models.intake.headers import key, mappings
from models.intake.mapping import Choice, Question
from models.intake.money_columns import listed
from models.intake.partners_known import id_key
from models.intake.sheet import Sheet
from models.intake.values import Refused, text
from models.intake.workbook import Cell
from models.text import counted

_SHOWN = 3


def repeats_question(sheet: Sheet, columns: Mapping[str, int]) -> Question | None:
    """What is to be asked where the first rows hold one deal in several lines; None where not."""
    groups = _groups(sheet, columns)
    several = {deal: rows for deal, rows in groups.items() if len(rows) > 1}
    if not several:
        return None
    telling = [
        place
        for place, header in enumerate(sheet.header)
        if key(header) in _line_headers() and _varies(several, place)
    ]
    if not telling:
        return None
    rows = sum(map(len, groups.values()))
    over = "" if sheet.whole else "first "
    many = f"the {over}{counted(rows, 'row')} are of {counted(len(groups), 'deal')}"
    differ = listed([sheet.header[place] for place in telling[:_SHOWN]])
    money = _money_said(sheet, columns, several)
    return Question(
        "repeats",
        f"{sheet.path.name} has several rows for one deal ({many}), which differ in"
        f" {differ}{money}.",
        (
            Choice("last", "Each deal once, as its last row says"),
            Choice("sum", "Add up the rows of a deal"),
        ),
        'Set [options] repeats = "last" (each deal once) or "sum" (its rows added up) in a'
        " --mapping file.",
    )


class SummedRows:
    """Adds up the money of the rows of one deal, and hands each deal on as one row."""

    def __init__(self, put: Callable[[int, DealRow], None]) -> None:
        self._put = put
        self._held: dict[str, tuple[int, DealRow]] = {}

    def add(self, line: int, row: DealRow) -> int:
        """Take in a row; the line of the deal's first row, 0 where this is it. Raises Refused."""
        names = (str(row.partner_id), row.customer, row.name)
        deal = id_key(row.deal_id) if row.deal_id else "\x1f".join(names)
        first, held = self._held.get(deal, (0, row))
        if not first:
            self._held[deal] = (line, row)
            return 0
        if row.currency != held.currency:
            raise Refused(f"is another currency than in line {first}", "currency", row.currency)
        self._held[deal] = (
            first,
            row._replace(
                partner=_sum(held.partner, row.partner),
                services=_sum(held.services, row.services),
                amount=_sum(held.amount, row.amount),
            ),
        )
        return first

    def close(self) -> None:
        """Hand on all deals in the order of their first rows."""
        for line, row in self._held.values():
            self._put(line, row)
        self._held.clear()


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _line_headers() -> frozenset[str]:
    return frozenset(map(key, mappings("words")["line_headers"]))


def _groups(sheet: Sheet, columns: Mapping[str, int]) -> dict[str, list[list[Cell]]]:
    """The first rows by the deal that they are of."""
    names = ("deal_id",) if "deal_id" in columns else ("customer", "deal")
    places = [columns[name] for name in names if name in columns]
    groups: dict[str, list[list[Cell]]] = {}
    for _, cells in sheet.sample:
        parts = [id_key(text(cells[place])) for place in places if place < len(cells)]
        if parts and all(parts):
            groups.setdefault("\x1f".join(parts), []).append(cells)
    return groups


def _varies(several: Mapping[str, list[list[Cell]]], place: int) -> bool:
    """Whether the rows of one deal differ in a column."""
    return any(
        len({text(cells[place]) for cells in rows if place < len(cells)}) > 1
        for rows in several.values()
    )


def _money_said(
    sheet: Sheet, columns: Mapping[str, int], several: Mapping[str, list[list[Cell]]]
) -> str:
    """Whether the amount is the deal's, on every row of it, or the line's."""
    place = columns.get("amount", columns.get("partner_tcv"))
    if place is None:
        return ""
    header = sheet.header[place]
    if not _varies(several, place):
        return f"; “{header}” is the same in all rows of a deal"
    for deal, rows in several.items():
        cells = list(dict.fromkeys(text(cells[place]) for cells in rows if place < len(cells)))
        if len(cells) > 1:
            shown = deal.split("\x1f")[-1]
            return f"; “{header}” of {shown} is {' and '.join(cells[:_SHOWN])}"
    return ""
