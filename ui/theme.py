"""Light or dark, one type face, one style: applied once, changed while the window is open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

import resources
from ui.style_sheet import style_sheet
from ui.tokens import DARK, LIGHT, Tokens

Mode = Literal["light", "dark", "system"]
# By their words, as the settings have them.
MODES: Mapping[str, Mode] = {"light": "light", "dark": "dark", "system": "system"}

FAMILY = "Inter"
_FONT_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")

# Role: size in logical pixels, weight, tabular figures.
_ROLES: dict[str, tuple[int, int, bool]] = {
    "title": (22, 600, True),
    "question": (18, 600, False),
    "card": (15, 600, True),
    "card_plain": (15, 400, False),
    "card_match": (15, 600, False),
    "body": (13, 400, False),
    "control": (13, 500, False),
    "strong": (13, 600, False),
    "number": (13, 400, True),
    "number_strong": (13, 600, True),
    "table_head": (12, 600, False),
    "small": (12, 400, False),
    "small_strong": (12, 500, True),
    "badge": (11, 500, True),
    "badge_strong": (11, 600, True),
    "code": (13, 500, True),
}


class Notifier(QObject):
    """Tells that colours or text size have changed."""

    changed = Signal()


class _State:
    """What is in force now."""

    tokens: Tokens = LIGHT
    mode: Mode = "light"
    scale: float = 1.0
    notifier: Notifier | None = None
    fonts_loaded = False
    watching_system = False


def tokens() -> Tokens:
    """Tokens in force; painters ask each time, so a change needs no more than a repaint."""
    return _State.tokens


def mode() -> Mode:
    """The mode asked for, which may be ``system``."""
    return _State.mode


def text_scale() -> float:
    """Text size as a factor, 0.9 to 1.5."""
    return _State.scale


def notifier() -> Notifier:
    """Carrier of the ``changed`` signal, for what must be computed anew: fonts and sizes."""
    if _State.notifier is None:
        _State.notifier = Notifier()
    return _State.notifier


def colour(role: str) -> QColor:
    """Colour in force of a token role: ``text_2``, ``met``, ``short.bar``, or ``#RRGGBB``."""
    return QColor(_State.tokens.colour(role))


def px(size: float) -> int:
    """A length in logical pixels that grows with the text."""
    return round(size * _State.scale)


def font(role: str = "body") -> QFont:
    """Font of a role: title, question, card, body, control, strong, number, number_strong,
    table_head, small, small_strong, badge, badge_strong. Roles that show figures have them tabular.
    """
    return QFont(_font(role, _State.scale))


@lru_cache(maxsize=128)
def _font(role: str, scale: float) -> QFont:
    size, weight, tabular = _ROLES[role]
    made = QFont()
    made.setFamilies([FAMILY])
    made.setPixelSize(max(11, round(size * scale)))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def set_kind(widget: QWidget, kind: str, name: str = "kind") -> None:
    """Set the dynamic property that the style sheet selects on, and restyle if it is new."""
    if widget.property(name) != kind:
        widget.setProperty(name, kind)
        if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            return  # polished when it is first shown; doing it earlier makes it lose its font
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


def apply(app: QApplication, mode: Mode = "system", text_scale: float = 1.0) -> None:
    """Bring a theme into force for the whole application; may be called again at any time."""
    first = not _State.fonts_loaded
    if first:
        for name in _FONT_FILES:
            QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}")))
        app.setStyle("Fusion")
        _State.fonts_loaded = True
    _State.mode = mode
    _State.scale = min(1.5, max(0.9, text_scale))
    hints = app.styleHints()
    # Own palette; the hint is only for title bars and native dialogs. Without a platform
    # theme it does nothing at all.
    hints.setColorScheme(
        {
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
            "system": Qt.ColorScheme.Unknown,
        }[mode]
    )
    if not _State.watching_system:
        hints.colorSchemeChanged.connect(_follow_system)
        _State.watching_system = True
    dark = mode == "dark" or (mode == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    _State.tokens = DARK if dark else LIGHT
    app.setFont(font("body"))
    for class_name, role in (
        ("QPushButton", "control"),
        ("QToolButton", "control"),
        ("QTabBar", "control"),
        ("QHeaderView", "table_head"),
    ):
        app.setFont(font(role), class_name)  # type: ignore[arg-type]  # the stub asks for bytes
    QToolTip.setFont(font("small"))
    app.setPalette(palette(_State.tokens))
    app.setStyleSheet(style_sheet(_State.tokens, _State.scale))
    if not first:
        notifier().changed.emit()


def _follow_system() -> None:
    app = QApplication.instance()
    if _State.mode == "system" and isinstance(app, QApplication):
        apply(app, "system", _State.scale)


def palette(tokens: Tokens) -> QPalette:
    """The tokens as a palette, so that what the style sheet does not touch fits as well."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, value in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.card),
        (role.AlternateBase, tokens.hover),
        (role.Text, tokens.text),
        (role.Button, tokens.card),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.on_accent),
        (role.Highlight, tokens.selected),
        (role.HighlightedText, tokens.text),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.ToolTipBase, tokens.float_card),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.text_3),
        (role.Light, tokens.hover),
        (role.Midlight, tokens.line),
        (role.Mid, tokens.control_line),
        (role.Dark, tokens.field_edge),
        (role.Shadow, tokens.sidebar if tokens.dark else tokens.control_line),
    ):
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.no_data.bar))
    return made
