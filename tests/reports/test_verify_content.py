"""What a file holds is told from how it is laid out."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from reports.pack import render
from reports.verify_content import same_content
from tests.reports import facts_builder

MADE = render(facts_builder.silver())[0]


def saved(change: Callable[[pikepdf.Pdf], object] = lambda pdf: None, **how: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(MADE)) as pdf:
        change(pdf)
        pdf.save(out, fix_metadata_version=False, **how)
    return out.getvalue()


def test_the_same_file_holds_the_same():
    assert same_content(MADE, MADE)


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"recompress_flate": True},
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
        {"linearize": True},
    ],
    ids=["plain", "packed anew", "unpacked", "no object streams", "for the web"],
)
def test_saved_again_in_any_way_it_holds_the_same(how):
    other = saved(**how)
    assert other != MADE
    assert same_content(other, MADE)


def title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another"


def page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def text(pdf: pikepdf.Pdf) -> None:
    contents = pdf.pages[1].Contents
    contents.write(contents.read_bytes() + b" ")


def font(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[1].Resources.Font
    name = next(iter(fonts.keys()))
    fonts[name].ToUnicode.write(b"nothing")


def alternative(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = "de"


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["more.txt"] = b"more"


@pytest.mark.parametrize("change", [title, page, text, font, alternative, script, attached])
def test_any_other_content_is_found(change):
    assert not same_content(saved(change), MADE)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", MADE[: len(MADE) // 2]])
def test_what_can_not_be_read_does_not_hold_the_same(data):
    assert not same_content(data, MADE)
