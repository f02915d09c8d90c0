"""Objects packed together are found again, however many there are, and the file stays sound."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pypdf
import pytest

from models.pack_plan import Words
from reports import objects
from reports.facts import freeze
from reports.objects import Packed, finished
from reports.pack import render
from reports.page import blank
from tests.reports import facts_builder


def document(count: int) -> tuple[bytes, list[int]]:
    """A document of one empty page with so many packed objects, all named in its catalog."""
    canvas = blank(io.BytesIO(), (200, 200))
    canvas.showPage()
    packed = Packed(canvas._doc, 1)
    numbers = [packed.number() for _ in range(count)]
    for number in numbers:
        packed.put(number, f"<</Own {number}/Of({'x' * (number % 7)})>>")
    catalog: Any = canvas._doc.Catalog
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "Ours"]
    catalog.Ours = f"[{' '.join(f'{number} 0 R' for number in numbers)}]"
    return finished(canvas, packed), numbers


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 512, 1_000])
def test_every_packed_object_is_found_by_its_number(count: int) -> None:
    data, numbers = document(count)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []
        ours: Any = pdf.Root.Ours
        assert [int(one.Own) for one in ours] == numbers
        assert [len(str(one.Of)) for one in ours] == [number % 7 for number in numbers]
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    assert len(reader.pages) == 1


def test_there_is_room_for_the_many_parts_of_a_face() -> None:
    signs = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 3_000))
    facts = freeze(facts_builder.with_deals("Any", []).file, title=signs[:90])
    words = {key: Words(signs[at : at + 600]) for at, key in enumerate(("summary", "tier", "tcv"))}
    data = render(replace(facts, plan=replace(facts.plan, words=words)))[0]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_what_many_have_in_common_is_written_once() -> None:
    canvas = blank(io.BytesIO(), (200, 200))
    packed = Packed(canvas._doc, 1)
    assert packed.shared("<</O/List>>") == packed.shared("<</O/List>>")
    assert packed.shared("<</O/Table>>") != packed.shared("<</O/List>>")
    assert [len(group) for group in packed.groups()] == [2]


def test_a_document_that_outgrows_its_room_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "_ROOM", 0)
    monkeypatch.setattr(objects, "_ROOM_OF_PAGE", 0)
    monkeypatch.setattr(objects, "_ROOM_OF_PART", 0)
    with pytest.raises(ValueError, match="more objects"):
        document(3)
