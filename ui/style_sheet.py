"""The style sheet over Fusion: controls, cards, tabs, menus and scroll bars in token colours."""

from __future__ import annotations

from ui.tokens import CARD_RADIUS, CONTROL_HEIGHT, CONTROL_RADIUS, STATUSES, Tokens

_INKS = ("text", "text_2", "text_3", "accent", "on_accent", *STATUSES)


def style_sheet(t: Tokens, scale: float, controls: str) -> str:
    """Style sheet of a theme.

    scale: text size as a factor; controls: folder of the small control pictures, with slashes.
    """
    r = CONTROL_RADIUS
    high = round(CONTROL_HEIGHT * scale) - 2  # without the two border lines
    box = round(16 * scale)
    tone = "dark" if t.dark else "light"

    def picture(name: str) -> str:
        return f'url("{controls}/{name}-{tone}.svg")'

    inks = "\n".join(f'QLabel[ink="{name}"] {{ color: {t.colour(name)}; }}' for name in _INKS)
    tints = "\n".join(
        f'QFrame[tint="{s}"] {{ background: {t.status(s).tint}; border: 0; border-radius: 8px; }}'
        for s in STATUSES
    )
    pressed = t.line
    return f"""
QMainWindow, QDialog {{ background: {t.window}; }}
QLabel {{ background: transparent; }}
{inks}
{tints}
QFrame[tint="accent"] {{ background: {t.selected}; border: 0; border-radius: 8px; }}
QFrame[kind="card"] {{ background: {t.card}; border: 1px solid {t.line}; border-radius: {CARD_RADIUS}px; }}
QFrame[kind="well"] {{ background: {t.sidebar}; border: 1px solid {t.line}; border-radius: {CARD_RADIUS}px; }}
QFrame[kind="floating"] {{ background: {t.float_card}; border: 1px solid {t.control_line}; border-radius: {CARD_RADIUS}px; }}
QFrame[kind="line"] {{ background: {t.line}; border: 0; min-height: 1px; max-height: 1px; }}
QScrollArea, QScrollArea > QWidget > QWidget[kind="page"] {{ background: transparent; border: 0; }}
QSplitter::handle {{ background: transparent; }}

QPushButton, QToolButton {{
  background: {t.card}; color: {t.text}; border: 1px solid {t.control_line}; border-radius: {r}px;
  min-height: {high}px; max-height: {high}px; padding: 0 12px;
}}
QToolButton {{ padding: 0 6px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {pressed}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent}; padding: 0 11px; min-height: {high - 2}px; max-height: {high - 2}px; }}
QToolButton:focus {{ padding: 0 5px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.no_data.bar}; border-color: {t.line}; background: {t.window}; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; padding: 0 14px; }}
QPushButton[kind="primary"]:hover {{ background: {_mix(t.accent, t.text, 0.14)}; border-color: {_mix(t.accent, t.text, 0.14)}; }}
QPushButton[kind="primary"]:pressed {{ background: {_mix(t.accent, t.text, 0.28)}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.text}; padding: 0 13px; }}
QPushButton[kind="primary"]:disabled {{ background: {t.line}; border-color: {t.line}; color: {t.no_data.text}; }}
QPushButton[kind="danger"] {{ color: {t.short.text}; border-color: {t.short.bar}; }}
QPushButton[kind="danger"]:hover {{ background: {t.short.tint}; }}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ background: transparent; border-color: transparent; color: {t.text_2}; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {t.hover}; color: {t.text}; }}
QPushButton[kind="quiet"]:pressed, QToolButton[kind="quiet"]:pressed {{ background: {pressed}; }}
QPushButton[kind="quiet"]:checked, QToolButton[kind="quiet"]:checked {{ background: {t.selected}; color: {t.text}; }}
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled {{ background: transparent; color: {t.no_data.bar}; }}
QPushButton[kind="link"] {{ background: transparent; border-color: transparent; color: {t.accent}; padding: 0 4px; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {t.accent}; padding: 0 3px; }}

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {{
  background: {t.card}; color: {t.text}; border: 1px solid {t.control_line}; border-bottom-color: {t.field_edge};
  border-radius: {r}px; padding: 0 10px; min-height: {high}px;
  selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QPlainTextEdit, QTextEdit {{ padding: 6px; }}
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover {{ border-color: {t.field_edge}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{
  border: 2px solid {t.accent}; padding: 0 9px; min-height: {high - 2}px;
}}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 5px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {{
  background: {t.window}; color: {t.no_data.text}; border-color: {t.line};
}}
QLineEdit[state="short"], QPlainTextEdit[state="short"], QAbstractSpinBox[state="short"], QComboBox[state="short"] {{ border-color: {t.short.bar}; }}
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus {{ background: transparent; border: 0; padding: 0; }}
QTableView QLineEdit, QTableView QComboBox, QTableView QAbstractSpinBox {{ border-radius: 0; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: 28px; subcontrol-origin: padding; subcontrol-position: center right; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: {picture("down")}; width: 16px; height: 16px; }}
QComboBox QAbstractItemView {{ background: {t.float_card}; border: 1px solid {t.control_line}; border-radius: {r}px; padding: 4px; outline: 0; }}
QComboBox QAbstractItemView::item {{ min-height: {high - 2}px; padding: 0 8px; border-radius: 4px; color: {t.text}; }}
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected {{ background: {t.selected}; color: {t.text}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: 0; width: 22px; subcontrol-origin: border; background: transparent; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin: 2px 2px 0 0; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin: 0 2px 2px 0; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {t.hover}; border-radius: 3px; }}
QAbstractSpinBox::up-arrow {{ image: {picture("up")}; width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow {{ image: {picture("down")}; width: 12px; height: 12px; }}

QCheckBox, QRadioButton {{ color: {t.text}; spacing: 8px; background: transparent; min-height: {max(24, round(24 * scale))}px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; }}
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator {{ width: {box}px; height: {box}px; border: 1px solid {t.field_edge}; border-radius: 4px; background: {t.card}; }}
QRadioButton::indicator {{ width: {box}px; height: {box}px; border: 1px solid {t.field_edge}; border-radius: {(box + 2) // 2}px; background: {t.card}; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.accent}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {t.accent}; width: {box - 2}px; height: {box - 2}px; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: {picture("check")}; }}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {{ background: {t.accent}; border-color: {t.accent}; image: {picture("partly")}; }}
QRadioButton::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: {picture("dot")}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {t.line}; border-color: {t.line}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.no_data.bar}; }}

QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; border: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; border: 0; }}
QScrollBar::handle {{ background: {t.control_line}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; margin: 2px 3px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; margin: 3px 2px; }}
QScrollBar::handle:hover {{ background: {t.field_edge}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}

QTableView, QListView, QTreeView {{
  background: {t.card}; color: {t.text}; border: 0; outline: 0; gridline-color: {t.line};
  selection-background-color: {t.selected}; selection-color: {t.text};
}}
QListView[kind="bare"], QTreeView[kind="bare"] {{ background: transparent; }}
QHeaderView {{ background: {t.card}; border: 0; border-top-left-radius: {CARD_RADIUS}px; border-top-right-radius: {CARD_RADIUS}px; }}
QHeaderView::section {{ background: transparent; color: {t.text_2}; border: 0; border-bottom: 1px solid {t.line}; padding: 0 12px; }}
QHeaderView::section:hover {{ color: {t.text}; }}
QHeaderView::up-arrow {{ image: {picture("sorted-up")}; width: 16px; height: 16px; subcontrol-position: center right; right: 2px; }}
QHeaderView::down-arrow {{ image: {picture("sorted-down")}; width: 16px; height: 16px; subcontrol-position: center right; right: 2px; }}
QTableCornerButton::section {{ background: {t.card}; border: 0; }}
QTreeView::branch:has-children:closed {{ image: {picture("right")}; }}
QTreeView::branch:has-children:open {{ image: {picture("down")}; }}

QTabBar {{ background: transparent; border: 0; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {t.text_2}; border: 0; border-bottom: 2px solid transparent; padding: 0 3px; margin-right: 22px; min-height: {high + 4}px; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
QTabBar::tab:focus {{ color: {t.accent}; }}
QTabBar::tab:disabled {{ color: {t.no_data.bar}; }}
QTabWidget::pane {{ border: 0; }}

QMenuBar {{ background: {t.window}; color: {t.text_2}; border: 0; padding: 2px 6px; }}
QMenuBar::item {{ background: transparent; padding: 4px 9px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {t.line}; color: {t.text}; }}
QMenu {{ background: {t.float_card}; color: {t.text}; border: 1px solid {t.control_line}; padding: 5px; }}
QMenu::item {{ padding: 6px 26px 6px 10px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.selected}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.no_data.bar}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 5px 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::indicator {{ width: 16px; height: 16px; left: 6px; }}
QMenu::indicator:checked {{ image: {picture("tick")}; }}
QMenu::right-arrow {{ image: {picture("right")}; width: 14px; height: 14px; right: 6px; }}
QToolTip {{ background: {t.float_card}; color: {t.text}; border: 1px solid {t.control_line}; padding: 4px 7px; }}

QProgressBar {{ background: {t.track}; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QSlider {{ min-height: 24px; background: transparent; }}
QSlider::groove:horizontal {{ height: 4px; background: {t.track}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ height: 4px; background: {t.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -7px 0; border: 2px solid {t.accent}; border-radius: 9px; background: {t.card}; }}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{ background: {t.selected}; border-color: {t.text}; }}

QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.float_card}; }}
QCalendarWidget QToolButton {{ background: transparent; border: 0; color: {t.text}; }}
QCalendarWidget QAbstractItemView {{ background: {t.float_card}; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QStatusBar {{ background: {t.window}; color: {t.text_2}; }}
QStatusBar::item {{ border: 0; }}
"""


def _mix(a: str, b: str, part: float) -> str:
    """Colour a with a part of colour b."""
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(x + (y - x) * part):02X}" for x, y in pairs)
