"""The style sheet over Fusion, filled with the colours and sizes in force."""

from __future__ import annotations

from dataclasses import fields
from string import Template

import resources
from ui.tokens import CARD_RADIUS, CONTROL_HEIGHT, CONTROL_RADIUS, STATUSES, StatusColours, Tokens

_INKS = ("text", "text_2", "text_3", "accent", "on_accent", *STATUSES)


def style_sheet(t: Tokens, scale: float = 1.0) -> str:
    """Style sheet of a theme; scale is the text size as a factor."""
    high = round(CONTROL_HEIGHT * scale) - 2  # without the two border lines
    box = round(16 * scale)
    values: dict[str, object] = {
        "controls": resources.path("icons/controls").as_posix(),
        "tone": "dark" if t.dark else "light",
        "radius": CONTROL_RADIUS,
        "card_radius": CARD_RADIUS,
        "high": high,
        "high_focused": high - 2,
        "tab_high": high + 4,
        "part_high": high - 4,
        "box": box,
        "box_focused": box - 2,
        # A radius over half the height is dropped, so a round thing has exactly half.
        "box_round": (box + 2) // 2,
        "chip_high": high - 2,
        "chip_focused": high - 4,
        "chip_round": high // 2,
        "crumb_high": high - 8,
        "segment_high": high - 6,
        "segment_focused": high - 8,
        "check_high": max(24, round(24 * scale)),
        "pressed": t.line,
        "accent_hover": _mix(t.accent, t.text, 0.14),
        "accent_pressed": _mix(t.accent, t.text, 0.28),
        "inks": "\n".join(f'QLabel[ink="{name}"] {{ color: {t.colour(name)}; }}' for name in _INKS),
        "tints": "\n".join(
            f'QFrame[tint="{s}"] {{ background: {t.status(s).tint}; border: 0;'
            " border-radius: 8px; }"
            for s in STATUSES
        ),
    }
    for field in fields(t):
        value = getattr(t, field.name)
        if isinstance(value, StatusColours):
            for part in ("text", "bar", "tint"):
                values[f"{field.name}_{part}"] = getattr(value, part)
        else:
            values[field.name] = value
    sheet = resources.path("style.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(values)


def _mix(a: str, b: str, part: float) -> str:
    """Colour a with a part of colour b."""
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(x + (y - x) * part):02X}" for x, y in pairs)
