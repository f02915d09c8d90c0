"""What is copied is pasted as it looks, and nothing of it runs in a spreadsheet."""

import re

import pytest

from ui.tables.clipboard import as_clipboard
from ui.tables.columns import Column

COLUMNS = [
    Column("Name", lambda row: row[0]),
    Column("Left", lambda row: row[1]),
]


@pytest.mark.parametrize(
    "name", ["=1+1", "=cmd|' /C calc'!A0", "+49 30 x", "-x", "@SUM(A1)", " =1", "＝1", "'=1"]
)
def test_a_formula_stays_text_however_it_is_pasted(qapp: object, name: str) -> None:
    data = as_clipboard(COLUMNS, [(name, -5)], headers=False)
    first, second = data.text().split("\t")
    assert first.startswith("'")
    assert first[1:] == " ".join(name.split()) or first[1:] == name
    assert second == "-5"
    cells = re.findall("<td>(.*?)</td>", data.html())
    assert all(not cell.lstrip().startswith(("=", "+", "@", "-x", "＝")) for cell in cells)


@pytest.mark.parametrize("words", ["-5", "+1,234.50", "12 %", "Plain", "−5"])
def test_figures_and_words_stay_as_they_are(qapp: object, words: str) -> None:
    assert as_clipboard(COLUMNS, [(words, 1)], headers=False).text() == f"{words}\t1"


def test_markup_and_lines_stay_in_their_cell(qapp: object) -> None:
    data = as_clipboard(COLUMNS, [("<b>A</b>\n\tB", 1)], headers=True)
    assert data.text() == "Name\tLeft\n<b>A</b> B\t1"
    assert "&lt;b&gt;A" in data.html()
