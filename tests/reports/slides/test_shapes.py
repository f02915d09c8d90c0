import pytest

from reports.faces import Typesetter
from reports.page import blank
from reports.sheet import Sheet
from reports.slides.shapes import shape_xml, shapes_of
from reports.slides.text import EMU, KX, KY, size_for, size_for_lines, width_of
from reports.style import BODY, MET, STRONG, WHITE


@pytest.fixture
def sheet() -> Sheet:
    import io

    return Sheet(Typesetter(blank(io.BytesIO(), (841.89, 595.28))._doc))


def test_shapes_are_read_back_as_they_were_drawn(sheet):
    sheet.rect(10, 20, 30, 40, MET)
    sheet.rule(5, 6, 7, 6, "#D6DCE4", 0.5, "2 2")
    sheet.disc(100, 100, 4, "#8E1B2E")
    sheet.rounded(10, 10, 60, 16, 4, "#F3F5F9", "#C77700")
    sheet.polygon([(0, -4), (4, 4), (-4, 4)], MET)
    found = shapes_of(sheet)
    assert [shape.kind for shape in found] == ["rect", "line", "ellipse", "round", "path"]
    assert found[0].box == pytest.approx((10, 20, 40, 60), abs=0.02)
    assert found[0].fill == MET
    assert found[1].dashed
    assert found[2].box == pytest.approx((96, 96, 104, 104), abs=0.02)
    assert (found[3].fill, found[3].stroke) == ("#F3F5F9", "#C77700")
    assert found[3].radius == pytest.approx(4, abs=0.02)


def test_a_shape_belongs_to_its_picture_and_what_is_under_it_to_none(sheet):
    place = sheet.place()
    with sheet.figure("Met", (0, 0, 8, 8)) as node:
        sheet.disc(4, 4, 4, MET)
    sheet.under(place, 0, 0, 50, 50, "#F3F5F9")
    under, mark = shapes_of(sheet)
    assert under.node is None
    assert mark.node is node


def test_words_are_never_taken_for_shapes(sheet):
    sheet.text(10, 10, "BT 1 0 0 rg 0 0 10 10 re f ET (", BODY)
    sheet.rect(0, 0, 5, 5, WHITE)
    assert len(shapes_of(sheet)) == 1


def test_a_mark_keeps_its_proportions_on_the_wider_slide(sheet):
    sheet.disc(100, 100, 4, MET)
    sheet.rect(0, 0, 100, 50, MET)
    mark, panel = shapes_of(sheet)
    assert 'prst="ellipse"' in shape_xml(mark, 2)
    side = round(8 * KY * EMU)
    assert f'cx="{side}" cy="{side}"' in shape_xml(mark, 2)
    assert f'cx="{round(100 * KX * EMU)}"' in shape_xml(panel, 3)


def test_status_shapes_are_the_ready_ones(sheet):
    sheet.polygon([(50, 40), (54.3, 47.4), (45.7, 47.4)], MET)
    sheet.polygon([(50, 40), (54, 44), (50, 48), (46, 44)], MET)
    sheet.polyline([(0, 0), (2, 3), (5, -3)], WHITE, 1)
    triangle, diamond, tick = (shape_xml(shape, 2) for shape in shapes_of(sheet))
    assert 'prst="triangle"' in triangle
    assert 'prst="diamond"' in diamond
    assert "custGeom" in tick


def test_a_line_is_set_smaller_before_it_runs_over():
    text = "Managed detection and response"
    wide = width_of(text, False) * BODY.size
    assert size_for(text, BODY, wide) == BODY.size
    assert size_for(text, BODY, wide / 2) == pytest.approx(BODY.size / 2)
    assert size_for(text, STRONG, wide) < STRONG.size


def test_a_paragraph_keeps_to_its_lines():
    text = "word " * 40
    wide = width_of(text.strip(), False) * BODY.size
    assert size_for_lines(text, BODY, wide + 1, 1) == BODY.size
    smaller = size_for_lines(text, BODY, wide / 3, 3)
    assert 0.5 * BODY.size < smaller <= BODY.size
