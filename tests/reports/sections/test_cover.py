"""The cover: for which meeting, who attends, the partner's logo, and what every part says."""

import io
from datetime import date

import pikepdf
import pytest
from PIL import Image

from models.background import NOTHING
from models.pack_plan import APPENDIX, PackPlan
from reports import picture, style
from reports.pack import drawn, render
from reports.page import Leaf
from reports.sections.cover import _whole
from tests.reports import facts_builder
from tests.reports.looking import text, told, well_laid


def logo(size: tuple[int, int] = (300, 100), kind: str = "PNG", mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "#c03" if mode != "L" else 90).save(target, kind)
    return target.getvalue()


def cover(edition: str = "internal", **values) -> Leaf:
    facts = told(facts_builder.silver(), NOTHING, edition=edition, plan=PackPlan(**values))
    return drawn(facts, "0" * 64).leaves[0]


def images(**values) -> int:
    """How many pictures the file holds."""
    facts = told(facts_builder.silver(), NOTHING, plan=PackPlan(**values))
    with pikepdf.open(io.BytesIO(render(facts)[0])) as pdf:
        return sum(
            isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
            for item in pdf.objects
        )


def test_the_meeting_its_place_and_who_attends_are_told():
    leaf = cover(
        meeting_on=date(2022, 1, 20), place="Zürich", confidentiality="Shared under our NDA.",
        attendees=("Ada Brandt, executive sponsor", "Bo Lind"),
    )  # fmt: skip
    said = text(leaf)
    for words in ("Meeting on 20 Jan 2022", "Zürich", "Attendees", "Ada Brandt",
                  "Executive sponsor", "Bo Lind", "Shared under our NDA."):  # fmt: skip
        assert words in said
    assert "For the partner" not in said
    well_laid(leaf)


def test_without_attendees_those_who_speak_for_each_side_stand_there():
    said = text(cover())
    assert "For the partner" in said
    assert "For the host" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Short; and whole", "Short; and whole"),
        (
            "The open pipeline rose to $16.4M; new deals brought more than ever",
            "The open pipeline rose to $16.4M",
        ),
        (
            "One; the rest of it is far too long to stand in a line of the cover",
            "One; the rest of it is far too long to",
        ),
    ],
)
def test_a_title_too_long_for_its_line_ends_with_a_part_that_says_enough(words, told):
    sheet = cover().sheet
    room = sheet.width("The open pipeline rose to $16.4M; new dea", style.NOTE)
    assert _whole(sheet, words, style.NOTE, room).rstrip("… ").startswith(told[:20])
    assert ("…" in _whole(sheet, words, style.NOTE, room)) is words.startswith("One")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_drawn_once_and_kept_within_its_box(kind):
    for size in ((300, 100), (40, 600), (600, 20)):
        leaf = cover(logo=logo(size, kind))
        [box] = [node.box for node in leaf.sheet.root if node.alt.startswith("Logo of")]
        assert box is not None
        assert box[2] - box[0] <= 150.1
        assert box[3] - box[1] <= 44.1
        well_laid(leaf)
    assert images(logo=logo()) == 1
    assert images() == 0


def test_a_logo_keeps_its_shape():
    left, top, wide, tall = picture.fitted((300, 100), (40, 58, 150, 44))
    assert wide / tall == pytest.approx(3)
    assert (left, top) == (40, 58)
    assert wide == pytest.approx(132)


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", logo()[:60], b"\x89PNG\r\n\x1a\n" + bytes(400), b"GIF89a" + bytes(90)],
    ids=range(5),
)
def test_bytes_that_are_no_picture_never_break_a_pack(data):
    assert picture.opened(data, 150, 44) is None
    assert images(logo=data) == 0


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "1", "LA"])
def test_any_kind_of_colour_is_shown_on_white(mode):
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0)).convert(mode)
    target = io.BytesIO()
    image.save(target, "PNG")
    shown = picture.opened(target.getvalue(), 150, 44)
    assert shown.mode == "RGB"
    if mode in ("RGBA", "LA"):
        assert shown.getpixel((5, 5)) == (255, 255, 255)


def test_a_logo_is_no_larger_in_the_file_than_it_is_printed():
    noise = Image.effect_noise((600, 300), 90).convert("RGB")
    target = io.BytesIO()
    noise.save(target, "PNG")
    assert picture.opened(target.getvalue(), 150, 44).size == (264, 132)


def test_the_same_logo_gives_the_same_bytes():
    facts = told(facts_builder.silver(), NOTHING, plan=PackPlan(logo=logo()))
    assert render(facts)[0] == render(facts)[0]


def test_the_appendix_stands_under_its_own_head():
    said = text(cover())
    at = said.index("Appendix")
    assert said.index("Executive summary") < at < said.index("Definitions and interpretations")


def test_a_pack_of_an_appendix_alone_needs_no_head():
    leaf = cover(left_out=tuple(
        key for key in (
            "summary", "decisions", "commitments", "tier", "tcv", "pipeline", "movement", "deals",
            "wins", "offerings", "enablement", "benefits", "joint-plan", "health", "risks",
            "next-quarter",
        ) if key not in APPENDIX
    ))  # fmt: skip
    assert "Appendix" not in text(leaf)
    well_laid(leaf)


def test_a_picture_without_a_place_keeps_its_size():
    assert picture.opened(logo((300, 100))).size == (300, 100)
