"""A PDF as it will be: pages, zoom and find, kept at its place when it is built anew."""

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import IconButton
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.pdf_find import PdfFind

_ROOMY = 560
_TIGHT = 460  # logical pixels, below which what finds words has a row of its own
_FIT_WIDTH, _FIT_PAGE = 0.0, -1.0
_ZOOMS = (
    ("Fit width", _FIT_WIDTH),
    ("Fit page", _FIT_PAGE),
    ("75 %", 0.75),
    ("100 %", 1.0),
    ("150 %", 1.5),
)


class PdfPreview(Card):
    """`show_pdf` swaps the document in; `state` is the line in the middle of the bar."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent, padding=0)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._key: QShortcut | None = None
        self._build(name)
        theme.notifier().changed.connect(self._dress)

    def show_pdf(self, data: bytes, *, keep_place: bool, shift: int = 0) -> None:
        """Show another document, at the same height where it is the same one built anew.

        `shift` is by how many pages what one looks at has moved down in it.
        """
        scroll = self.view.verticalScrollBar()
        whole = scroll.maximum() + self.view.viewport().height()
        pitch = whole / max(self.document.pageCount(), 1)
        place = round(scroll.value() + shift * pitch) if keep_place else 0
        document, buffer = QPdfDocument(self), QBuffer(self)
        # The view draws from the buffer for as long as it shows the document.
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        self.view.setDocument(document)
        if not keep_place:
            self.finder.field.clear()  # the words were looked for in something else
        self.finder.show_document(document)
        self.document.deleteLater()
        self._buffer.deleteLater()
        self.document, self._buffer = document, buffer
        scroll.setValue(place)
        self._show_page()

    def clear(self) -> None:
        """Show nothing."""
        empty = QPdfDocument(self)
        self.view.setDocument(empty)
        self.finder.field.clear()
        self.finder.show_document(empty)
        self.document.deleteLater()
        self.document = empty
        self.where.setText("")
        self.state.setText("")

    @property
    def page(self) -> int:
        """The page at the top of what is shown, from 1."""
        return self.view.pageNavigator().currentPage() + 1

    def go_to(self, page: int) -> None:
        """Bring a page to the top, counted from 1."""
        last = self.document.pageCount()
        if last:
            self.view.pageNavigator().jump(min(max(page, 1), last) - 1, QPointF())

    def begin_search(self) -> None:
        """Put the cursor into the find field."""
        self.finder.field.setFocus()
        self.finder.field.selectAll()

    def _show_page(self) -> None:
        navigator = self.view.pageNavigator()
        count = self.document.pageCount()
        self.where.setText(f"{min(navigator.currentPage() + 1, count)} of {count}")

    def _turn(self, step: int) -> None:
        navigator = self.view.pageNavigator()
        page = min(max(navigator.currentPage() + step, 0), self.document.pageCount() - 1)
        navigator.jump(page, navigator.currentLocation())

    def _next_page(self) -> None:
        self._turn(1)

    def _previous_page(self) -> None:
        self._turn(-1)

    def _zoom(self) -> None:
        factor = self.zoom.currentData()
        if factor == _FIT_WIDTH:
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        elif factor == _FIT_PAGE:
            self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        else:
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
            self.view.setZoomFactor(factor)

    def _build(self, name: str) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 6, 10, 6)
        up, down = IconButton("chevron-up", "Page up"), IconButton("chevron-down", "Page down")
        up.clicked.connect(self._previous_page)
        down.clicked.connect(self._next_page)
        self.where = Label("", "number")
        self.state = ElidedLabel("", "small", "text_2")
        self.view = QPdfView(self)
        self.finder = PdfFind(self.view)
        self.zoom = QComboBox()
        for words, factor in _ZOOMS:
            self.zoom.addItem(words, factor)
        self.zoom.setAccessibleName("Zoom")
        self.zoom.view().setAccessibleName("Zoom")
        self.zoom.currentIndexChanged.connect(self._zoom)
        for widget in (up, self.where, down):
            bar.addWidget(widget)
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar.addWidget(self.state, 1)
        bar.addWidget(self.finder)
        bar.addWidget(self.zoom)
        self._bar, self._below = bar, QHBoxLayout()
        self.body.addLayout(bar)
        self.body.addLayout(self._below)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        self.view.setAccessibleName(name)
        self.view.pageNavigator().currentPageChanged.connect(self._show_page)
        self.view.installEventFilter(self)
        self.body.addWidget(self.view, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            at, last = self.page, self.document.pageCount()
            steps = {
                Qt.Key.Key_Home: 1, Qt.Key.Key_End: last,
                Qt.Key.Key_PageUp: at - 1, Qt.Key.Key_PageDown: at + 1,
            }  # fmt: skip
            page = steps.get(Qt.Key(event.key()))
            if page is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.go_to(page)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What is told in a few words beside it gives way to what is typed.
        self.state.setVisible(self.width() >= theme.px(_ROOMY))
        self._place_finder(self.width() < theme.px(_TIGHT))

    def _place_finder(self, tight: bool) -> None:
        """In a narrow card nothing of the bar may lie over its neighbour."""
        if tight == (self._below.indexOf(self.finder) >= 0):
            return
        if tight:
            self._bar.removeWidget(self.finder)
            self._below.addWidget(self.finder)
        else:
            self._below.removeWidget(self.finder)
            self._bar.insertWidget(self._bar.indexOf(self.zoom), self.finder)
        self._below.setContentsMargins(10, 0, 10, 6 if tight else 0)

    def _dress(self) -> None:
        # The gutter between pages takes these roles from the view and from its viewport.
        for widget in (self.view, self.view.viewport()):
            colours = widget.palette()
            for role in (
                QPalette.ColorRole.Dark,
                QPalette.ColorRole.Base,
                QPalette.ColorRole.Window,
            ):
                colours.setColor(role, theme.colour("sidebar"))
            widget.setPalette(colours)

    # ---- Qt --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._key is None and isinstance(self.window(), QDialog):
            # In the main window the menu has the key, and asks the page.
            self._key = QShortcut(QKeySequence.StandardKey.Find, self)
            self._key.activated.connect(self.begin_search)
        self._dress()  # the style sheet has given the view its own palette by now
