"""Finds words in a PDF that is shown, and says which place of how many one is at."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label

# The model searches a page every 100 ms by itself; asked for a page it takes 2 ms.
_AT_ONCE = 60


class FindField(QLineEdit):
    """Enter goes on, Shift+Enter back, Esc clears; `told` stands at its right."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Find")
        self.setAccessibleName("Find")
        self.told = Label("", "small", "text_2", self)
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.told.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.notifier().changed.connect(self._take_size)
        self._take_size()

    def tell(self, words: str) -> None:
        """Show which place of how many; it takes no room from what stands beside the field."""
        self.told.setText(words)
        wide = self.told.sizeHint().width() if words else 0
        self.setTextMargins(0, 0, wide + 6 if wide else 0, 0)
        self._put()

    def _put(self) -> None:
        wide = self.told.sizeHint().width()
        self.told.setGeometry(self.width() - wide - 10, 0, wide, self.height())

    def _take_size(self) -> None:
        self.setMinimumWidth(theme.px(96))
        self.setMaximumWidth(theme.px(220))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put()


class PdfFind(QWidget):
    """A field and two arrows over a view; `show_document` finds the same words in another one."""

    def __init__(self, view: QPdfView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._at = -1
        self.model = QPdfSearchModel(self)
        view.setSearchModel(self.model)
        self.field = FindField()
        self._before = IconButton("arrow-up", "Previous place found")
        self._after = IconButton("arrow-down", "Next place found")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.field, self._before, self._after):
            row.addWidget(widget)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._search)
        self.field.stepped.connect(self.step)
        self._before.clicked.connect(self._step_back)
        self._after.clicked.connect(self._step_on)
        self.model.countChanged.connect(self._tell)
        self._tell()

    @property
    def at(self) -> int:
        """The place that is marked, from 0; -1 where none is."""
        return self._at

    def show_document(self, document: QPdfDocument) -> None:
        """Find in another document; the words stay, and the place as far as it is there."""
        self.model.setDocument(document)
        self._read_pages()
        self._mark(min(self._at, self.model.count() - 1), jump=False)

    def step(self, by: int) -> None:
        """To the next place or the one before, round and round."""
        count = self.model.count()
        if count:
            self._mark((self._at + by) % count if self._at >= 0 else 0)
            announce(self.field, self.field.told.text())

    def _step_on(self) -> None:
        self.step(1)

    def _step_back(self) -> None:
        self.step(-1)

    def _search(self, words: str) -> None:
        self.model.setSearchString(words)
        self._read_pages()
        self._mark(0 if self.model.count() else -1)
        if words:
            announce(self.field, self.field.told.text())

    def _read_pages(self) -> None:
        document = self.model.document()
        if document is not None and self.field.text():
            for page in range(min(document.pageCount(), _AT_ONCE)):
                self.model.resultsOnPage(page)

    def _mark(self, at: int, *, jump: bool = True) -> None:
        self._at = at
        self._view.setCurrentSearchResultIndex(at)
        if at >= 0 and jump:
            link = self.model.resultAtIndex(at)
            self._view.pageNavigator().jump(link.page(), link.location())
        self._tell()

    def _tell(self) -> None:
        count = self.model.count() if self.field.text() else 0
        for button in (self._before, self._after):
            button.setEnabled(count > 0)
        if count:
            self.field.tell(f"{max(self._at, 0) + 1} of {count}")
        else:
            self.field.tell("None" if self.field.text() else "")
