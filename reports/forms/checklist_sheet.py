"""A partner's checklist as a spreadsheet that is filled in where it is open, and nowhere else."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models.checklist.filled import Filled
from models.checklist.identity import Identity, identity_of, packed
from models.checklist.sending import (
    PART_WORDS,
    PARTS,
    SHEET,
    SHEET_KEY,
    SHEET_OF_IDENTITY,
    Question,
    Sending,
    part_text,
    questions,
)
from models.checklist.template import Item
from models.checklist.values import YES_NO, money_of
from models.money import decimals
from models.text import counted, day_text
from reports import style
from reports.facts import clean
from reports.forms.checklist_form import refuse_empty
from reports.forms.checklist_layout import SIDES
from reports.page import EDITION_TEXT

_KEY, _NUMBER, _ASKS, _SIDE, _HOW, _SAID = 0, 1, 2, 3, 5, 9
_COLUMNS = {"value": 4, "note": 6, "owner": 7, "due_on": 8}
_WIDTHS = (0, 5, 58, 11, 34, 22, 44, 22, 14, 34)
_HEAD_ROW = 4
_CELL = 30_000
_OPEN = "#EAF2FB"
_FIRST_DAY = date(1900, 3, 1)  # a spreadsheet counts the days before it wrongly
_MOST_ROWS = 6


def make_sheet(filled: Filled, sending: Sending) -> bytes:
    """The checklist as an XLSX file. Raises UserError where nothing is left to fill in."""
    import xlsxwriter

    asked = questions(filled, sending)
    refuse_empty(asked)
    identity = identity_of(filled, sending, asked, "xlsx")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        moment = datetime.fromisoformat(sending.exported_at).replace(tzinfo=None)
        title = f"{filled.template.name}: {filled.partner}"
        book.set_properties({"title": title, "author": "Alliance Desk", "created": moment})
        _Writer(book, filled, sending, asked).write(identity)
    return out.getvalue()


class _Writer:
    """One workbook being written."""

    def __init__(
        self, book: Any, filled: Filled, sending: Sending, asked: Sequence[Question]
    ) -> None:
        self.filled, self.sending, self.asked = filled, sending, asked
        self.sheet = book.add_worksheet(SHEET)
        self.hidden = book.add_worksheet(SHEET_OF_IDENTITY)
        self._book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._lists = 1

    def write(self, identity: Identity) -> None:
        text = packed(identity)
        for at, start in enumerate(range(0, len(text), _CELL)):
            self.hidden.write_string(0, at, text[start : start + _CELL])
        self.hidden.very_hidden()
        self._head()
        row, section = _HEAD_ROW + 1, ""
        for number, question in enumerate(self.asked, 1):
            if question.section.key != section:
                section = question.section.key
                self._section(row, question.section.name)
                row += 1
            self._question(row, number, question)
            row += 1
        self._page(row)

    def _head(self) -> None:
        filled, sheet = self.filled, self.sheet
        sheet.write_string(0, _NUMBER, clean(filled.partner, 300), self._format(size=16, bold=True))
        due = f", due {day_text(filled.due_on)}" if filled.due_on else ""
        open_ = sum(question.open for question in self.asked)
        asked = counted(len(self.asked), "question")
        words = f"{clean(filled.title, 160)}{due}. {asked}, {open_} to answer."
        sheet.write_string(1, _NUMBER, words, self._format())
        back = f" and send the file back to {self.sending.host}" if self.sending.host else ""
        how = (
            f"Fill in the blue cells, save{back}. Days read 3 Mar 2026; people one a line"
            " (Alt+Enter). What you leave as it is stays as it is."
        )
        sheet.write_string(2, _NUMBER, clean(how, 600), self._format(colour=style.SECOND))
        heads = ["No.", "Question", "For", PART_WORDS["value"], "How", *_words(PARTS[1:]), "Known"]
        head = self._format(bold=True, colour=style.WHITE, ground=style.NAVY)
        sheet.write_string(_HEAD_ROW, _KEY, SHEET_KEY, head)
        for at, word in enumerate(heads, 1):
            sheet.write_string(_HEAD_ROW, at, word, head)
        sheet.set_row(_HEAD_ROW, 22)

    def _section(self, row: int, name: str) -> None:
        ground = self._format(bold=True, ground=style.PANEL)
        for at in range(1, len(_WIDTHS)):
            self.sheet.write_blank(row, at, None, ground)
        self.sheet.write_string(row, _NUMBER, clean(name, 200), ground)
        self.sheet.set_row(row, 20)

    def _question(self, row: int, number: int, question: Question) -> None:
        sheet, line, item = self.sheet, question.line, question.item
        words = [clean(line.question, 1_500), clean(line.help, 1_500), clean(question.only_if, 600)]
        asks = "\n".join(word for word in words if word)
        sheet.write_string(row, _KEY, item.key)
        sheet.write_number(row, _NUMBER, number, self._format(colour=style.THIRD))
        sheet.write_string(row, _ASKS, asks, self._format(wrap=True))
        side = SIDES[self.sending.edition][item.side]
        sheet.write_string(row, _SIDE, side, self._format(colour=style.SECOND))
        small = self._format(colour=style.SECOND, wrap=True)
        sheet.write_string(row, _HOW, _how(question, self.filled.currency), small)
        sheet.write_string(row, _SAID, clean(question.said, 2_000), small)
        for part, column in _COLUMNS.items():
            if part in question.parts:
                self._open(row, column, item, part, question.sent[part])
            elif part == "value":
                told = clean(line.text, 4_000) or ("" if question.open else "Not answered yet")
                sheet.write_string(row, column, told, self._format(bold=True, wrap=True))
        longest = max(len(asks) // 56 + asks.count("\n") + 1, len(question.said) // 32 + 1)
        if any(question.sent.get(part) for part in ("value", "note")) or item.kind == "people":
            longest = max(longest, 2)
        if item.kind in ("text", "people") and question.open:
            longest = max(longest, 3)
        sheet.set_row(row, 15.5 * min(longest, _MOST_ROWS) + 5)

    def _open(self, row: int, column: int, item: Item, part: str, value: str) -> None:
        kind = item.kind if part == "value" else "date" if part == "due_on" else "text"
        look = self._format(open_=True, wrap=kind in ("text", "people"), number=self._number(kind))
        text = part_text(item, part, value)
        if kind in ("yes_no", "choice"):
            labels = dict(YES_NO) if kind == "yes_no" else {c.key: c.label for c in item.choices}
            text = labels.get(value, value)
            self._drop_down(row, column, list(labels.values()))
        figure = _figure(kind, value)
        if kind == "date":
            if value and date.fromisoformat(value) >= _FIRST_DAY:
                self.sheet.write_datetime(row, column, date.fromisoformat(value), look)
                return
        elif figure is not None:
            self.sheet.write_number(row, column, figure, look)
            return
        if text:
            self.sheet.write_string(row, column, text, look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def _drop_down(self, row: int, column: int, labels: list[str]) -> None:
        """A list from the hidden sheet: one in the cell itself breaks at commas and 255 signs."""
        place = self._lists
        self._lists += 1
        for at, label in enumerate(labels):
            self.hidden.write_string(place, at, label)
        from xlsxwriter.utility import xl_rowcol_to_cell

        first = xl_rowcol_to_cell(place, 0, row_abs=True, col_abs=True)
        last = xl_rowcol_to_cell(place, len(labels) - 1, row_abs=True, col_abs=True)
        self.sheet.data_validation(
            row, column, row, column,
            {
                "validate": "list",
                "source": f"='{SHEET_OF_IDENTITY}'!{first}:{last}",
                "error_title": "Not one of the answers",
                "error_message": "Pick one from the list, or leave the cell blank.",
            },
        )  # fmt: skip

    def _number(self, kind: str) -> str:
        if kind == "date":
            return "d mmm yyyy"
        if kind == "money":
            places = decimals(self.filled.currency)
            return "#,##0." + "0" * places if places else "#,##0"
        return "General" if kind == "number" else "@" if kind in ("text", "people") else ""

    def _page(self, rows: int) -> None:
        sheet = self.sheet
        for at, wide in enumerate(_WIDTHS):
            sheet.set_column(at, at, wide, None, {"hidden": True} if at == _KEY else {})
        sheet.freeze_panes(_HEAD_ROW + 1, _ASKS + 1)
        sheet.protect(
            "", {"format_rows": True, "format_columns": True, "select_locked_cells": True}
        )
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.print_area(0, _NUMBER, max(rows - 1, 1), len(_WIDTHS) - 1)
        edition = EDITION_TEXT[self.sending.edition]
        sheet.set_footer(f"&L{edition}&CForm {self.sending.form_id}&RPage &P of &N")
        sheet.hide_gridlines(2)
        sheet.set_selection(_HEAD_ROW + 2, _COLUMNS["value"], _HEAD_ROW + 2, _COLUMNS["value"])
        sheet.activate()

    def _format(
        self, *, bold: bool = False, size: int = 10, colour: str = style.INK, ground: str = "",
        wrap: bool = False, open_: bool = False, number: str = "",
    ) -> Any:  # fmt: skip
        told: dict[str, Any] = {
            "font_size": size, "font_color": colour, "valign": "top", "text_wrap": wrap,
            "bold": bold, "locked": not open_,
        }  # fmt: skip
        if ground:
            told |= {"bg_color": ground, "valign": "vcenter"}
        if open_:
            told |= {"border": 1, "border_color": style.PALE, "bg_color": _OPEN, "align": "left"}
        if number:
            told["num_format"] = number
        key = tuple(sorted(told.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(told)
        return self._formats[key]


def _words(parts: Sequence[str]) -> list[str]:
    return [PART_WORDS[part] for part in parts]


def _how(question: Question, currency: str) -> str:
    item = question.item
    if not question.open:
        return "To be read" if not item.derived else "From the records"
    told = {
        "yes_no": "Pick from the list", "choice": "Pick from the list", "date": "A day",
        "money": f"Amount in {currency}", "people": "One name a line",
        "file": "Send the file along",
    }  # fmt: skip
    if item.kind == "number":
        return f"Number of {clean(item.unit, 60)}" if item.unit else "Number"
    return told.get(item.kind, "Text")


def _figure(kind: str, value: str) -> float | None:
    """A number as a cell holds it; None where it would lose digits there, or is none."""
    if not value or kind not in ("number", "money"):
        return None
    if kind == "money":
        minor, currency = money_of(value)
        exact = Decimal(minor).scaleb(-decimals(currency))
    else:
        exact = Decimal(value)
    return float(exact) if Decimal(repr(float(exact))) == exact else None
