"""Rows as a spreadsheet takes them: bare text with tabs, and a table for who keeps the look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData

from ui.tables.columns import Column

_FIGURE = re.compile(r"[+-]?[\d.,\u202f\u00a0 ]+%?")


def as_clipboard(columns: Sequence[Column], rows: Sequence[Any], *, headers: bool) -> QMimeData:
    """Text with bare figures and ISO dates, HTML as shown; with a line of headings if wanted.

    What a spreadsheet would take for a formula stays text in both.
    """
    import html  # its table of names is only wanted here

    titles = [column.title for column in columns]
    plain = [[_inert(_one_line(column.copied(row))) for column in columns] for row in rows]
    if headers:
        plain.insert(0, titles)
    head = "".join(f"<th>{html.escape(title)}</th>" for title in titles)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_inert(c.shown(row)))}</td>" for c in columns) + "</tr>"
        for row in rows
    )
    data = QMimeData()
    data.setText("\n".join("\t".join(cells) for cells in plain))
    data.setHtml(f"<table>{f'<tr>{head}</tr>' if headers else ''}{body}</table>")
    return data


def _inert(text: str) -> str:
    from models.intake.values import escaped

    return text if _FIGURE.fullmatch(text) else escaped(text)


def _one_line(text: str) -> str:
    return " ".join(text.split()) if any(c in text for c in "\t\r\n") else text
