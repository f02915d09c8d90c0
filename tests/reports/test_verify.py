"""A pack is told from every changed copy of it."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from models import product
from models.errors import UserError
from reports import pack as packs
from reports import verify_content
from reports.facts import pack_id
from reports.facts_json import NAME, to_json
from reports.verify import MOST_BYTES, verify
from tests.reports import facts_builder

FACTS = facts_builder.silver()
MADE = packs.render(FACTS)[0]
_render = packs.render


@pytest.fixture(autouse=True)
def one_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """The untouched pack is made again once for all."""
    again = (MADE, 0, pack_id(FACTS))
    monkeypatch.setattr(
        packs, "render", lambda facts: again if facts.file == FACTS.file else _render(facts)
    )


def put(tmp_path: Path, data: bytes) -> Path:
    file = tmp_path / "pack.pdf"
    file.write_bytes(data)
    return file


def refused(file: Path) -> str:
    """What is said of a file that is no pack as it was made."""
    try:
        found = verify(file)
    except UserError as fault:
        return str(fault)
    assert not found.genuine
    return found.fault


def resaved(
    change: Callable[[pikepdf.Pdf], object] = lambda pdf: None, *, fixing: bool = True
) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(MADE)) as pdf:
        change(pdf)
        pdf.save(out, fix_metadata_version=fixing)
    return out.getvalue()


def attach(data: bytes) -> Callable[[pikepdf.Pdf], object]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments[NAME] = pikepdf.AttachedFileSpec(pdf, data, filename=NAME)

    return change


@pytest.mark.parametrize("edition", ["internal", "partner"])
def test_a_pack_as_it_was_made_is_one(tmp_path, edition, monkeypatch):
    monkeypatch.setattr(packs, "render", _render)
    facts = facts_builder.silver(edition)
    found = verify(put(tmp_path, _render(facts)[0]))
    assert (found.genuine, found.whole, found.fault) == (True, True, "")
    assert (found.pack_id, found.made_by) == (pack_id(facts), product.__version__)
    assert found.facts is not None
    assert found.facts.file == facts.file


def test_one_flipped_bit_anywhere_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(verify_content, "same_content", lambda *_: False)  # only what is said
    pick = random.Random(6)
    places = [0, 9, len(MADE) - 2, *(pick.randrange(len(MADE)) for _ in range(120))]
    for place in places:
        torn = bytearray(MADE)
        torn[place] ^= 1 << pick.randrange(8)
        assert refused(put(tmp_path, bytes(torn))), place


def test_a_file_cut_short_is_found(tmp_path):
    for length in (10, 1000, len(MADE) // 2, len(MADE) - 1):
        assert refused(put(tmp_path, MADE[:length]))


def test_a_page_s_text_replaced_is_found(tmp_path):
    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[1].Contents.read_bytes()
        pdf.pages[1].Contents = pdf.make_stream(content.replace(b"Tj", b" Tj", 1))

    assert "was changed after it was made: its pages" in refused(put(tmp_path, resaved(change)))


def test_pages_removed_are_found(tmp_path):
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[2]

    said = refused(put(tmp_path, resaved(change)))
    assert "was changed after it was made: its pages, attachments or metadata" in said


def test_metadata_changed_is_found(tmp_path):
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "Another title"

    said = refused(put(tmp_path, resaved(change)))
    assert "was changed after it was made: its pages, attachments or metadata" in said


def test_saving_it_again_is_found_and_told_from_a_change(tmp_path):
    assert "was changed after it was made" in refused(put(tmp_path, resaved()))
    said = refused(put(tmp_path, resaved(fixing=False)))
    assert "was changed after it was made: it holds what it held, but was saved again" in said


def test_something_added_at_the_end_is_found(tmp_path):
    assert "something was added at its end" in refused(put(tmp_path, MADE + b"\n"))
    added = MADE + b"1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"
    assert refused(put(tmp_path, added))


def test_an_attachment_of_another_pack_is_found(tmp_path):
    other = attach(to_json(facts_builder.platinum()))
    said = refused(put(tmp_path, resaved(other)))
    assert "it carries the facts of another pack" in said


def test_changed_facts_are_found(tmp_path):
    data = to_json(FACTS).replace(b'"worldwide":false', b'"worldwide":true', 1)
    said = refused(put(tmp_path, resaved(attach(data))))
    assert "its facts are not those of its id" in said


@pytest.mark.parametrize("data", [b"", b"{}", b"\x00" * 99])
def test_an_attachment_of_something_else_is_no_pack(tmp_path, data):
    said = refused(put(tmp_path, resaved(attach(data))))
    assert f"is not a pack of Alliance Desk: its {NAME} is damaged" in said


def test_a_pdf_of_something_else_is_no_pack(tmp_path):
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    said = refused(put(tmp_path, out.getvalue()))
    assert f"is not a pack of Alliance Desk: it carries no {NAME}" in said


def test_a_pack_of_another_version_is_checked_as_far_as_it_can_be(tmp_path, monkeypatch):
    monkeypatch.setattr(product, "__version__", "0.0.9")
    older = resaved(attach(to_json(FACTS)))
    monkeypatch.undo()
    found = verify(put(tmp_path, older))
    assert (found.genuine, found.whole, found.made_by) == (False, True, "0.0.9")
    assert "was made by Alliance Desk 0.0.9" in found.fault
    assert "its facts are those of pack" in found.fault
    assert "its pages could not be checked" in found.fault


def test_what_is_no_pdf_is_said_in_a_sentence(tmp_path):
    assert refused(put(tmp_path, b"")).endswith("is empty. Name the PDF file of a pack.")
    assert "is not a PDF" in refused(put(tmp_path, b"PK\x03\x04"))
    assert "can't be read" in refused(put(tmp_path, b"%PDF-1.7\nnothing"))
    assert "is a folder" in refused(tmp_path)
    assert refused(tmp_path / "none.pdf").startswith("There is no file ")


def test_a_protected_file_is_said_in_a_sentence(tmp_path):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(MADE)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "is protected by a password" in refused(put(tmp_path, out.getvalue()))


def test_a_file_far_too_large_is_refused_unread(tmp_path):
    file = put(tmp_path, b"%PDF-1.7\n")
    with file.open("r+b") as handle:
        handle.truncate(MOST_BYTES + 1)
    assert "has 64 MB, which no pack has" in refused(file)


def test_an_attachment_that_would_fill_the_memory_is_not_read_whole(tmp_path):
    def change(pdf: pikepdf.Pdf) -> None:
        attach(b"0" * 200_000_000)(pdf)

    assert "is damaged or of something else" in refused(put(tmp_path, resaved(change)))
