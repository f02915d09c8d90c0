"""The binder holds every file: page by page, set, or attached; it never fails on one."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from models.checklist.evidence_kinds import kind_of
from models.checklist.evidence_record import Evidence
from models.checklist.proof import Proof
from models.errors import Cancelled, UserError
from reports.binder import files as binder_files
from reports.binder.facts import bind
from reports.binder.making import Binder, write
from reports.facts import INTERNAL, PARTNER
from tests.models.checklist.evidence_made import ALL, PDF, office

DAY = date(2026, 11, 24)


def pdf(pages: int, encryption: Any = False, javascript: bool = False) -> bytes:
    held = io.BytesIO()
    with pikepdf.new() as made:
        for number in range(1, pages + 1):
            made.add_blank_page(page_size=(200, 300))
            page = made.pages[-1]
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.contents_add(b"BT /F1 20 Tf 20 200 Td (Theirs %d) Tj ET" % number)
            if javascript:
                run = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("alert(1)"))
                page.obj.AA = pikepdf.Dictionary(O=run)
                link = pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=run
                )
                page.obj.Annots = pikepdf.Array([made.make_indirect(link)])
        made.save(held, encryption=encryption)
    return held.getvalue()


def picture(kind: str, size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "#2060d0").save(held, kind, **options)
    return held.getvalue()


_WHOLE = {
    "a.pdf": pdf(3, javascript=True), "b.png": picture("PNG"), "c.jpg": picture("JPEG"),
    "d.tif": picture("TIFF", save_all=True, append_images=[Image.new("RGB", (9, 9))]),
    "e.webp": picture("WEBP"), "f.gif": picture("GIF"), "g.eml": ALL["mail.eml"],
}  # fmt: skip


@pytest.fixture
def bound(tmp_path: Path) -> Callable[..., tuple[Binder, PdfReader]]:
    """Binds files given by name and content, and reads the binder with another library."""

    def make(
        files: dict[str, bytes], edition: str = INTERNAL, change: Any = None, **options: Any
    ) -> tuple[Binder, PdfReader]:
        proofs = []
        for number, (name, data) in enumerate(files.items(), 1):
            sha256 = hashlib.sha256(data).hexdigest()
            (tmp_path / sha256).write_bytes(data)
            made = Evidence(
                number, 1, sha256, name, kind_of(name, data), len(data), reviewer="Ana Weber",
                verified_on=DAY, note="Said on the phone",
            )  # fmt: skip
            proof = Proof(made, f"Question {number}", "Quarterly review, Q4 2026")
            proofs.append(change(proof) if change else proof)
        facts = bind("Ünal 株式会社", proofs, DAY, edition=edition, portfolio="Mine")
        target = tmp_path / "binder.pdf"
        made_binder = write(facts, tmp_path.joinpath, target, **options)
        return made_binder, PdfReader(target)

    return make


def texts(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def test_every_page_of_a_pdf_follows_the_page_that_says_what_it_proves(
    bound: Callable[..., Any],
) -> None:
    made, reader = bound({"a.pdf": pdf(3), "b.pdf": pdf(1)})
    assert (made.pages, made.files, made.attached) == (8, 2, 0)
    shown = texts(reader)
    assert "Ünal 株式会社" in shown[0]
    assert "2 files of" in shown[1]
    assert "Question 1" in shown[2]
    assert "a.pdf" in shown[2]
    assert [text.strip() for text in shown[3:6]] == ["Theirs 1", "Theirs 2", "Theirs 3"]
    assert "Question 2" in shown[6]
    assert "Page 7 of 8" in shown[6]


def test_index_outline_and_links_lead_to_the_page_of_each_file(bound: Callable[..., Any]) -> None:
    _, reader = bound({"a.pdf": pdf(3), "b.pdf": pdf(1)})
    index = texts(reader)[1].split()
    assert [word for word in index if word in ("3", "7")] == ["3", "7"]
    places = [(str(o["/Title"]), reader.get_destination_page_number(o)) for o in reader.outline]
    assert places == [("Cover", 0), ("Index", 1), ("a.pdf", 2), ("b.pdf", 6)]
    targets = [link.get_object()["/Dest"][0].get_object() for link in reader.pages[1]["/Annots"]]
    assert targets == [reader.pages[2], reader.pages[6]]


def test_all_kinds_are_bound_and_what_is_no_page_is_attached(bound: Callable[..., Any]) -> None:
    pictures = {
        "shot.png": picture("PNG"), "scan.jpg": picture("JPEG"), "fax.tif": picture("TIFF"),
        "small.webp": picture("WEBP"), "moving.gif": picture("GIF"),
    }  # fmt: skip
    made, reader = bound({**ALL, "certificate.pdf": pdf(1), **pictures})
    attached = {name.partition(" ")[2] for name in reader.attachments}
    assert {"letter.docx", "list.xlsx", "deck.odp", "mail.msg", "mail.eml"} <= attached
    assert not attached & {*pictures, "certificate.pdf", "note.txt", "list.csv"}
    assert made.files == len({**ALL, **pictures})
    assert reader.attachments[next(n for n in reader.attachments if "letter.docx" in n)] == [
        office("word")
    ]
    text = "\n".join(texts(reader))
    assert "Schön: für März – ok" in text
    assert "Subject: The certificate" in text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (PDF, "damaged"),
        (b"%PDF-1.7\n" + bytes(300), "damaged"),
        (pdf(2)[:400], "damaged"),
        (pdf(1, pikepdf.Encryption(user="x", owner="y")), "locked with a password"),
        (pdf(0), "damaged"),
    ],
)
def test_a_pdf_that_cannot_be_shown_is_a_page_with_a_sentence(
    bound: Callable[..., Any], data: bytes, words: str
) -> None:
    made, reader = bound({"a.pdf": data, "b.pdf": pdf(1)})
    assert words in texts(reader)[2]
    assert (made.attached, list(reader.attachments)) == (1, ["001 a.pdf"])
    assert texts(reader)[-1].strip() == "Theirs 1"


def test_a_pdf_that_only_its_owner_may_change_is_bound(bound: Callable[..., Any]) -> None:
    _, reader = bound({"a.pdf": pdf(1, pikepdf.Encryption(user="", owner="y"))})
    assert texts(reader)[-1].strip() == "Theirs 1"


def test_a_pdf_with_too_many_pages_is_attached(
    bound: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binder_files, "MOST_PAGES", 2)
    made, reader = bound({"a.pdf": pdf(2), "b.pdf": pdf(3)})
    assert made.attached == 1
    assert "3 pages, too many" in texts(reader)[-1]


def test_what_a_page_would_run_is_taken_away(bound: Callable[..., Any], tmp_path: Path) -> None:
    bound({"a.pdf": pdf(1, javascript=True)})
    with pikepdf.open(tmp_path / "binder.pdf") as made:
        page = made.pages[3].obj
        assert "/AA" not in page
        assert "/A" not in page.Annots[0]
    assert b"JavaScript" not in (tmp_path / "binder.pdf").read_bytes()


def test_a_picture_is_upright_and_fits_its_page(bound: Callable[..., Any]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    data = picture("JPEG", (6000, 400), exif=exif)
    made, reader = bound({"scan.jpg": data})
    [image] = reader.pages[2].images
    assert image.image is not None
    assert image.image.height > image.image.width
    assert image.image.height <= 2400
    assert made.attached == 0


def test_each_page_of_a_scan_is_a_page(bound: Callable[..., Any]) -> None:
    frame = Image.new("RGB", (60, 40), "red")
    made, reader = bound({"fax.tif": picture("TIFF", save_all=True, append_images=[frame, frame])})
    assert made.pages == 5
    assert [len(page.images) for page in reader.pages] == [0, 0, 1, 1, 1]


def test_a_damaged_picture_is_attached(bound: Callable[..., Any]) -> None:
    made, reader = bound({"shot.png": picture("PNG")[:60], "scan.jpg": b"\xff\xd8\xff" + bytes(90)})
    assert made.attached == 2
    assert "This picture can’t be shown" in texts(reader)[2]


def test_a_long_text_is_cut_with_a_word_and_attached_whole(bound: Callable[..., Any]) -> None:
    made, reader = bound({"log.txt": b"\n".join(b"Line %d" % n for n in range(2_001))})
    assert "The first 2,000 of 2,001 lines" in texts(reader)[2]
    assert "Line 1999" in texts(reader)[-1]
    assert made.attached == 1


def test_the_partner_edition_leaves_out_what_is_internal(
    bound: Callable[..., Any], tmp_path: Path
) -> None:
    def change(proof: Proof) -> Proof:
        return replace(proof, internal=proof.id == 1)

    made, reader = bound({"secret.pdf": pdf(1), "b.docx": office("word")}, PARTNER, change)
    text = "\n".join(texts(reader))
    assert made.files == 1
    for word in ("secret", "Question 1", "Ana Weber", "Said on the phone", "Mine", "Theirs"):
        assert word not in text
    assert "Partner edition, confidential" in text
    assert "verified on 24 Nov 2026" in text
    _, whole = bound({"secret.pdf": pdf(1)}, INTERNAL, change)
    assert "Ana Weber" in "\n".join(texts(whole))


@given(
    name=st.sampled_from(["a.pdf", "b.png", "c.jpg", "d.tif", "e.webp", "f.gif", "g.eml"]),
    edits=st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=4)), max_size=12),
    cut=st.floats(0.05, 1),
)
def test_whatever_is_broken_in_a_file_the_binder_is_made(
    name: str,
    edits: list[tuple[float, bytes]],
    cut: float,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = bytearray(_WHOLE[name])
    for place, put in edits:
        at = int(place * len(data))
        data[at : at + len(put)] = put
    del data[int(cut * len(data)) :]
    sha256, folder = hashlib.sha256(data).hexdigest(), tmp_path_factory.mktemp("b")
    (folder / sha256).write_bytes(data)
    kind = name.partition(".")[2].replace("jpg", "jpeg").replace("tif", "tiff")
    proof = Proof(Evidence(1, 1, sha256, name, kind, len(data)), "Question")
    made = write(bind("Ünal", [proof], DAY), folder.joinpath, folder / "binder")
    assert made.pages >= 3
    with pikepdf.open(folder / "binder") as whole:
        assert len(whole.pages) == made.pages


def test_what_was_replaced_is_not_bound(bound: Callable[..., Any]) -> None:
    def change(proof: Proof) -> Proof:
        evidence = replace(proof.evidence, replaced_by=9 if proof.id == 1 else 0)
        return replace(proof, evidence=evidence)

    made, _ = bound({"a.pdf": pdf(1), "b.pdf": pdf(1)}, INTERNAL, change)
    assert made.files == 1
    with pytest.raises(UserError, match="no evidence"):
        bound({"a.pdf": pdf(1)}, INTERNAL, change)


def test_a_copy_that_is_missing_is_a_page_with_a_sentence(tmp_path: Path) -> None:
    def gone(_: str) -> Path:
        raise UserError("The copy of a.pdf is missing from this portfolio.", "Add it once more.")

    proof = Proof(Evidence(1, 1, "ab" * 32, "a.pdf", "pdf", 9), "Question")
    write(bind("Ünal", [proof], DAY), gone, tmp_path / "b.pdf")
    assert "is missing from this portfolio" in texts(PdfReader(tmp_path / "b.pdf"))[2]


def test_the_same_evidence_gives_the_same_bytes(bound: Callable[..., Any], tmp_path: Path) -> None:
    files = {"a.pdf": pdf(2), "shot.png": picture("PNG"), "b.docx": office("word")}
    first, _ = bound(files)
    data = (tmp_path / "binder.pdf").read_bytes()
    second, _ = bound(files)
    assert first == second
    assert (tmp_path / "binder.pdf").read_bytes() == data


def test_progress_counts_up_and_may_cancel(bound: Callable[..., Any]) -> None:
    told: list[tuple[int, int, str]] = []
    bound({"a.pdf": pdf(1), "b.pdf": pdf(1)}, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == [0, 1, 2, 3, 4]
    assert {total for _, total, _ in told} == {5}

    def cancel(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        bound({"a.pdf": pdf(1)}, progress=cancel)


def test_a_hundred_files_have_an_index_of_several_pages(bound: Callable[..., Any]) -> None:
    files = {f"note {n}.txt": f"Note {n}".encode() for n in range(1, 101)}
    made, reader = bound(files)
    shown = texts(reader)
    front = sum("INDEX" in text for text in shown)
    assert "note 100.txt" in shown[-1]
    assert front > 1
    assert made.pages == 1 + front + 100


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("https://example.org/", True),
        ("mailto:ana@example.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/hosts", False),
        ("  JAVASCRIPT:alert(1)", False),
        ("\\\\example.org\\share", False),
    ],
)
def test_a_link_of_theirs_leads_to_an_address_or_nowhere(
    bound: Callable[..., Any], address: str, *, stays: bool
) -> None:
    held = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))
        link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action, PA=action)
        film = pikepdf.Dictionary(Subtype=pikepdf.Name.RichMedia, Rect=[0, 0, 9, 9])
        made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(link), film])
        made.save(held)
    _, reader = bound({"a.pdf": held.getvalue()})
    (kept,) = reader.pages[-1]["/Annots"]
    assert ("/A" in kept.get_object()) is stays
    assert "/PA" not in kept.get_object()
