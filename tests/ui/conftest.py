"""Widgets are tested without a screen, in the light theme."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def light_theme(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test starts in the light theme at normal text size."""
    from ui import theme

    if "qapp" not in request.fixturenames:
        yield
        return
    qapp = request.getfixturevalue("qapp")
    if (theme.mode(), theme.text_scale()) != ("light", 1.0) or not qapp.styleSheet():
        theme.apply(qapp, "light")
    yield
