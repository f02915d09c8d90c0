"""A window in its own loop, with a widget that fails whenever it paints; prints what came of it."""

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop import app
from desktop.window import Window
from models.ids import new_id
from models.partner import Partner
from models.store import records
from ui.dialogs.fault import FaultDialog

_PAINTS = 12


class Broken(QWidget):
    """Fails with its painter at work, and the painter in the exception."""

    paints = 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paints += 1
        painter = QPainter(self)
        painter.save()
        painter.no_such_thing()  # type: ignore[attr-defined]


class Trying(QWidget):
    """Paints again and again, looks at what is told of it, and goes on working."""

    def __init__(self) -> None:
        super().__init__()
        self.window_: Window | None = None
        self.told: dict[str, object] = {}
        self._turn = QTimer(self)
        self._turn.timeout.connect(self.paint)

    def begin(self, window: Window) -> None:
        self.window_ = window
        window.shown.disconnect()
        self.broken = Broken(window)
        self.broken.resize(40, 40)
        self.broken.show()
        self._turn.start(1)

    def paint(self) -> None:
        if self.broken.paints < _PAINTS:
            self.broken.update()
            return
        self._turn.stop()
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        assert self.window_ is not None
        dialogs = self.window_.findChildren(FaultDialog)
        self.told |= {"dialogs": len(dialogs), "again": dialogs[0].again.text()}
        self.told["paints"] = self.broken.paints
        self.broken.hide()
        dialogs[0].way_out.click()
        self.window_.desk.lane.history.connect(self.leave)
        self.window_.desk.lane.write("Add", add)

    def leave(self, undo: str | None, _redo: str | None) -> None:
        assert self.window_ is not None
        self.told["undo"] = undo
        self.told["painted"] = not self.window_.grab().isNull()
        self.window_.close()


def add(portfolio: object) -> None:
    records.add(portfolio, Partner(new_id(), "One"))  # type: ignore[arg-type]


def main() -> None:
    app.application()
    trying = Trying()
    build = app.build

    def built(*words: object) -> Window:
        window = build(*words)  # type: ignore[arg-type]
        window.shown.connect(lambda _: trying.begin(window))
        return window

    app.build = built  # type: ignore[assignment]
    code = app.run(sys.argv[1])
    sys.stdout.write(json.dumps(trying.told | {"code": code}))


if __name__ == "__main__":
    main()
