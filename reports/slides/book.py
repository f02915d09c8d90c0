"""The small workbook behind each chart of a slide: what "Edit data" opens."""

import io
from datetime import date, datetime, time

from reports.slides.chart import Plan
from reports.slides.forms import cell_form

SHEET = "Figures"


def workbook(plan: Plan, currency: str, day: date) -> bytes:
    """The chart's figures with their names, one row for each category; dated by the pack's day."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"author": "Alliance Desk", "created": datetime.combine(day, time())})
    sheet = book.add_worksheet(SHEET)
    form = book.add_format({"num_format": cell_form(currency)})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(plan.columns), 16)
    for row, name in enumerate(plan.categories, 1):
        sheet.write_string(row, 0, name)
    for at, column in enumerate(plan.columns, 1):
        sheet.write_string(0, at, column.name)
        for row, value in enumerate(column.values, 1):
            formula = column.formulas[row - 1] if column.formulas else ""
            if formula:
                sheet.write_formula(row, at, formula, form, value)
            elif value is not None:
                sheet.write_number(row, at, value, form)
    book.close()
    return buffer.getvalue()
