"""A logo is a picture that a cover can show, or one sentence says why not."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from models.errors import UserError
from reports.logo import MOST_BYTES, read_logo, ready


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 32), mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "#123456" if mode != "L" else 12).save(target, kind)
    return target.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has 2.5 thousand million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        whole = name + body
        return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9_000)) + chunk(b"IEND", b"")
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_small_picture_keeps_its_size_and_its_kind(kind):
    made = opened(ready(picture(kind), "logo"))
    assert (made.format, made.size) == (kind, (64, 32))


def test_a_large_picture_is_scaled_down_to_what_a_cover_needs():
    assert opened(ready(picture(size=(3000, 500)), "logo")).size == (600, 100)


def test_what_is_clear_stays_clear():
    assert opened(ready(picture(mode="RGBA"), "logo")).mode == "RGBA"


def test_the_same_picture_gives_the_same_bytes():
    assert ready(picture("JPEG"), "one") == ready(picture("JPEG"), "two")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged"),
        (b"no picture", "no PNG or JPEG"),
        (picture("GIF"), "no PNG or JPEG"),
        (picture()[:60], "damaged"),
        (picture(size=(15, 200)), "too small"),
        (bomb(), "too many pixels"),
        (b"\0" * (MOST_BYTES + 1), "larger than 2 MB"),
    ],
)
def test_what_can_be_no_logo_is_refused_in_one_sentence(data, said):
    with pytest.raises(UserError) as refused:
        ready(data, "logo.png")
    assert said in refused.value.message
    assert refused.value.message.startswith("logo.png")
    assert refused.value.hint


def test_sixteen_pixels_are_enough():
    assert opened(ready(picture(size=(16, 16)), "logo")).size == (16, 16)


def test_a_file_that_is_gone_a_folder_and_a_large_one_are_sentences(tmp_path):
    large = tmp_path / "large.png"
    large.write_bytes(b"\0" * (MOST_BYTES + 1))
    for path in (tmp_path / "gone.png", tmp_path, large):
        with pytest.raises(UserError):
            read_logo(path)
    good = tmp_path / "good.png"
    good.write_bytes(picture())
    assert opened(read_logo(good)).size == (64, 32)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(["PNG", "JPEG"]))
def test_a_damaged_picture_is_shown_or_refused_and_never_a_fault(at, value, kind):
    data = bytearray(picture(kind, (40, 30)))
    data[at % len(data)] = value
    try:
        made = ready(bytes(data), "logo")
    except UserError:
        return
    assert opened(made).width <= 600
