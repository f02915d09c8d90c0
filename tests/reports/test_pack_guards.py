"""What holds for every pack, whatever its kind, edition and records: the file, and its pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from reports.sheet import Box, Sheet
from reports.structure import Annotation, Node
from reports.style import HEIGHT, MARGIN, WIDTH
from tests.reports.conftest import Made

# What would lead out of the file, run something, or hold something we did not put there.
LEADING_OUT = {
    "/URI", "/Launch", "/GoToR", "/GoToE", "/JavaScript", "/JS", "/OpenAction", "/AA",
    "/RichMedia", "/SubmitForm", "/ImportData", "/Sound", "/Movie", "/AcroForm", "/Ref",
}  # fmt: skip
OURS = {"facts.csv", "facts.json"}
NAMESPACES = re.compile(r"http://(?:www\.w3\.org|purl\.org|ns\.adobe\.com|www\.aiim\.org)/")


def marks_of(node: Node) -> Iterator[int]:
    """The pieces of marked content of a part, in the order in which it is read aloud."""
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from marks_of(kid)
        elif not isinstance(kid, Annotation):
            yield kid


def meeting(sheet: Sheet) -> list[tuple[Box, Box]]:
    """Pairs of texts that lie over one another."""
    found: list[tuple[Box, Box]] = []
    boxes = sorted(sheet.boxes, key=lambda box: box.top)
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            if other.top >= one.bottom - 0.1:
                break
            if one.right > other.left + 0.1 and other.right > one.left + 0.1:
                found.append((one, other))
    return found


def test_the_file_is_sound(pack: Made) -> None:
    with pikepdf.open(io.BytesIO(pack.data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []


def test_fonts_are_embedded_and_no_sign_is_drawn_as_a_box_of_the_font(pack: Made) -> None:
    assert all(pack.read.fonts().values())
    assert pack.read.undrawable() == 0


def test_nothing_leads_out_of_the_file_or_runs(pack: Made) -> None:
    with pikepdf.open(io.BytesIO(pack.data)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                assert not LEADING_OUT & {key for key, _ in one.items()}
        assert set(pdf.attachments) == OURS
        told = bytes(pdf.Root.Metadata.read_bytes()).decode()
        assert "http" not in NAMESPACES.sub("", told)


def test_what_is_read_aloud_goes_down_the_page_and_begins_with_the_title(pack: Made) -> None:
    for leaf in pack.book.leaves:
        marks = [mark for node in leaf.sheet.root for mark in marks_of(node)]
        assert marks == sorted(set(marks)), leaf.title
        assert marks == list(range(len(marks))), leaf.title
        first = next(node for node in leaf.sheet.root if list(marks_of(node)))
        assert leaf.plain or first.kind == "H1", leaf.title
        # A short section that goes on below another begins with its own.
        begins = [node for node in leaf.sheet.root if node.kind == "H1"]
        heads = [leaf.sheet.root[one.start :] for one in leaf.all]
        tops = [next(node for node in said if node.kind == "H1") for said in heads]
        assert begins == tops, leaf.title


def test_pages_say_in_the_file_what_their_texts_say(pack: Made) -> None:
    """No text is outside marked content: what is drawn on a page is either said or furniture."""
    with pikepdf.open(io.BytesIO(pack.data)) as pdf:
        for page in pdf.pages:
            code = b"".join(stream.read_bytes() for stream in _streams(page))
            depth = 0
            for word in re.findall(rb"\((?:\\.|[^\\()])*\) Tj|\b(?:BDC|BMC|EMC)\b", code):
                if word in (b"BDC", b"BMC"):
                    depth += 1
                elif word == b"EMC":
                    depth -= 1
                else:
                    assert depth > 0, word
            assert depth == 0


def test_no_two_texts_meet_and_none_leaves_the_page(pack: Made) -> None:
    for number, leaf in enumerate(pack.book.leaves, 1):
        assert meeting(leaf.sheet) == [], number
        for box in leaf.sheet.boxes:
            assert box.left >= MARGIN - 0.5, (number, box)
            assert box.right <= WIDTH - MARGIN + 2.5, (number, box)
            assert 0 < box.top < box.bottom < HEIGHT - 10, (number, box)


def test_every_link_leads_to_a_page_of_the_pack(pack: Made) -> None:
    with pikepdf.open(io.BytesIO(pack.data)) as pdf:
        pages = {page.objgen for page in pdf.pages}
        for page in pdf.pages:
            for link in page.obj.get("/Annots", []):
                assert link.Dest[0].objgen in pages
                assert str(link.Contents).strip()
                assert 0 < float(link.Dest[3]) <= HEIGHT


def test_a_dozen_pages_stay_small(pack: Made) -> None:
    assert len(pack.data) <= 320_000 + 12_000 * max(0, len(pack.book.leaves) - 12)


def _streams(page: pikepdf.Page) -> list[Any]:
    contents: Any = page.obj.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]
