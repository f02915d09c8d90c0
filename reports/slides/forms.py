"""Number formats of charts and of the sheets behind them: money with its sign, long and short."""

from models.money import decimals
from models.text import compact_money


def lead(currency: str) -> str:
    """What stands before an amount: "$" or "CHF "."""
    return compact_money(0, currency)[:-1]


def exact_form(currency: str) -> str:
    """The number format of whole units with a sign for the currency; nothing for zero's sake."""
    if not currency:
        return "General"
    sign = lead(currency).replace('"', "")
    return f'"{sign}"#,##0;-"{sign}"#,##0'


def cell_form(currency: str) -> str:
    """The number format of the sheet behind a chart: to the last minor unit."""
    if not currency:
        return "General"
    places = decimals(currency)
    digits = "#,##0" + ("." + "0" * places if places else "")
    sign = lead(currency).replace('"', "")
    return f'"{sign}"{digits};-"{sign}"{digits}'


def compact_form(currency: str, largest: float) -> str:
    """The number format of thousands, millions and billions in short."""
    if not currency:
        return "#,##0" if largest >= 10 else "General"
    sign = lead(currency).replace('"', "")
    if largest >= 1e9:
        return f'[>=1000000000]"{sign}"0.0,,,"B";[>=1000000]"{sign}"0.0,,"M";"{sign}"0'
    return f'[>=1000000]"{sign}"0.0,,"M";[>=1000]"{sign}"0.0,"K";"{sign}"0'


def _letter(number: int) -> str:
    """The name of a sheet's column, from 0."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_letter(at: int) -> str:
    """The column of the sheet in which the chart's column `at` stands; A has the categories."""
    return _letter(at + 1)
