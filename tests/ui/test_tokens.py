"""The colours hold their contrast, and the statuses stay apart for every kind of sight."""

from __future__ import annotations

from itertools import combinations

import pytest

from ui.tokens import AVATAR_GROUNDS, DARK, LIGHT, STATUS_ICON, STATUS_WORD, STATUSES, Tokens

Matrix = tuple[tuple[float, float, float], ...]

# Machado, Oliveira and Fernandes 2009, severity 1.0.
SIGHT: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def linear(colour: str) -> list[float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(a: str, b: str) -> float:
    def luminance(colour: str) -> float:
        r, g, b = linear(colour)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: Matrix) -> tuple[float, float, float]:
    rgb = linear(colour)
    r, g, b = (
        min(1.0, max(0.0, sum(k * c for k, c in zip(row, rgb, strict=True)))) for row in sight
    )
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883

    def f(t: float) -> float:
        return float(t ** (1 / 3)) if t > 0.008856 else 7.787 * t + 16 / 116

    return 116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))


def difference(a: str, b: str, sight: Matrix) -> float:
    return float(
        sum((p - q) ** 2 for p, q in zip(lab(a, sight), lab(b, sight), strict=True)) ** 0.5
    )


@THEMES
@pytest.mark.parametrize("ground", ["window", "sidebar", "card", "hover", "selected", "float_card"])
@pytest.mark.parametrize(
    "ink", ["text", "text_2", "text_3", "accent", "met", "at_risk", "short", "no_data"]
)
def test_every_ink_reads_on_every_ground(theme: Tokens, ground: str, ink: str) -> None:
    assert contrast(theme.colour(ink), theme.colour(ground)) >= 4.5


@THEMES
def test_words_read_on_the_accent_and_on_each_tint(theme: Tokens) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    for status in STATUSES:
        colours = theme.status(status)
        assert contrast(colours.text, colours.tint) >= 4.5
        assert contrast(theme.text, colours.tint) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", ["card", "window"])
def test_field_edges_stand_out_from_what_is_under_them(theme: Tokens, ground: str) -> None:
    assert contrast(theme.field_edge, theme.colour(ground)) >= 3
    assert contrast(theme.accent, theme.colour(ground)) >= 3


@THEMES
@pytest.mark.parametrize("status", STATUSES)
def test_bars_stand_out_on_a_card(theme: Tokens, status: str) -> None:
    assert contrast(theme.colour(f"{status}.bar"), theme.card) >= 3


@THEMES
@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("part", ["text", "bar"])
@pytest.mark.parametrize(("a", "b"), list(combinations(STATUSES, 2)))
def test_no_two_statuses_look_alike(theme: Tokens, sight: str, part: str, a: str, b: str) -> None:
    first, second = theme.colour(f"{a}.{part}"), theme.colour(f"{b}.{part}")
    assert difference(first, second, SIGHT[sight]) >= 15


@pytest.mark.parametrize("ground", AVATAR_GROUNDS)
def test_white_initials_read_on_every_avatar(ground: str) -> None:
    assert contrast("#FFFFFF", ground) >= 4.5


def test_every_status_has_its_own_icon_and_word() -> None:
    assert len(set(STATUS_ICON.values())) == len(set(STATUS_WORD.values())) == len(STATUSES)
