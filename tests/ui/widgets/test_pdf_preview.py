"""The bar over a document that is shown: its parts have room beside each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QComboBox, QWidget

from ui import theme
from ui.widgets.buttons import IconButton
from ui.widgets.pdf_find import FindField
from ui.widgets.pdf_preview import PdfPreview


@pytest.fixture(params=[1.0, 1.5])
def preview(qtbot, qapp, request):
    """The preview at a size of text."""
    theme.apply(qapp, "light", request.param)
    window = QWidget()  # without a layout, so that it can be as narrow as a page makes it
    qtbot.addWidget(window)
    made = PdfPreview("The pack", window)
    made.where.setText("12 of 128")
    window.resize(1400, 600)
    window.show()
    yield made
    theme.apply(qapp, "light")


def places(preview: PdfPreview) -> list[tuple[int, int, int]]:
    """Row, left and right of each thing in the bar, from left to right."""
    found: list[QWidget] = [
        *preview.findChildren(IconButton), *preview.findChildren(FindField),
        *preview.findChildren(QComboBox), preview.where,
    ]  # fmt: skip
    spots = []
    for one in found:
        corner = one.mapTo(preview, one.rect().topLeft())
        spots.append((corner.y() + one.height() // 2, corner.x(), corner.x() + one.width()))
    return sorted(spots)


@pytest.mark.parametrize("width", [320, 459, 460, 560, 900])
def test_nothing_in_the_bar_lies_over_its_neighbour(preview, qtbot, width):
    preview.resize(theme.px(width), 500)
    qtbot.wait(1)
    spots = places(preview)
    rows = {row for row, _, _ in spots}
    assert len(rows) == (2 if width < 460 else 1)
    for (row, _, right), (other, left, _) in pairwise(spots):
        assert row != other or right <= left
    assert max(right for _, _, right in spots) <= preview.width()
