"""Where the window stands from one start to the next, and where the keys begin in it."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractItemView, QWidget

_WIDE, _HIGH = 1440, 900
_TITLE = 32
_SEEN = 0.8


def keep(window: QWidget, settings: QSettings) -> None:
    """Remember the window's place; a window that is put away has none."""
    if not window.isMinimized():
        settings.setValue("geometry", window.saveGeometry())


def restore(window: QWidget, settings: QSettings) -> None:
    """Where the window was, if that place is still on a screen; else in the middle."""
    kept = settings.value("geometry")
    window.resize(_WIDE, _HIGH)
    if kept is not None:
        window.restoreGeometry(kept)
        title = window.frameGeometry()
        title.setHeight(_TITLE)
        seen = max(
            (
                (area := screen.availableGeometry().intersected(title)).width() * area.height()
                for screen in window.screen().virtualSiblings()
            ),
            default=0,
        )
        if seen >= _SEEN * title.width() * title.height():
            return
    room = window.screen().availableGeometry()
    window.resize(min(_WIDE, room.width()), min(_HIGH, room.height()))
    window.move(
        room.x() + (room.width() - window.width()) // 2,
        room.y() + (room.height() - window.height()) // 2,
    )


def keep_rail(settings: QSettings, rail: bool | None) -> None:
    """Remember the sidebar a person chose; None where it follows the width."""
    settings.setValue("rail", {None: "", True: "narrow", False: "wide"}[rail])


def kept_rail(settings: QSettings) -> bool | None:
    return {"narrow": True, "wide": False}.get(str(settings.value("rail")))


def is_empty(view: QAbstractItemView) -> bool:
    """Whether a list shows nothing that the keys could go through."""
    model = view.model()
    return model is None or not model.rowCount()
