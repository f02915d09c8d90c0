"""A PDF document onto a printer, page by page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter


def print_document(document: QPdfDocument, printer: QPrinter) -> None:
    """Draw every page as a picture that fills the sheet and keeps its proportions."""
    painter = QPainter(printer)
    try:
        for page in range(document.pageCount()):
            if page:
                printer.newPage()
            room = painter.viewport().size()
            points = document.pagePointSize(page)
            size = points.toSize().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(0, 0, document.render(page, size))
    finally:
        painter.end()
