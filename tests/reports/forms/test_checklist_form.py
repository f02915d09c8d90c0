"""The form that goes out: what is on it, what is kept back, and that readers can work with it."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest

from models.checklist.mirrors import MIRRORS
from models.checklist.sending import HOST_ONLY
from models.checklist.template import Item, Section, Template
from models.errors import UserError
from models.partner import Partner
from reports import facts
from reports.faces import Typesetter
from reports.forms.checklist_form import flattened, make_form
from reports.forms.checklist_layout import HEIGHT, WIDTH, Layout
from reports.forms.checklist_paper import make_paper
from reports.forms.checklist_slots import field_name
from reports.page import blank
from tests.reports.checklist_builder import TEMPLATE, answer, filled, sending

SECRET = {
    "margin_secret": answer("margin_secret", "Perhaps a SECRET"),
    "trained": answer("trained", "2", note="SECRET remark", owner="Ann"),
    "budget": answer(
        "budget", "100 USD", mark="waived", reason="SECRET why", approver="SECRET who"
    ),
}


def text(data: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def everything(data: bytes) -> str:
    """All that can be read in a file: streams unpacked, attachments and fields."""
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        parts = [text(data)]
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                parts.append(one.read_bytes().decode("latin-1"))
            parts.append(str(repr(one)))
            if isinstance(one, pikepdf.Dictionary):
                parts += [
                    str(value) for _, value in one.items() if isinstance(value, pikepdf.String)
                ]
        parts += [file.get_file().read_bytes().decode("utf-8") for file in pdf.attachments.values()]
    return "\n".join(parts)


def test_the_partner_edition_holds_nothing_internal_anywhere_in_the_file() -> None:
    told = everything(make_form(filled(SECRET), sending()))
    for word in ("SECRET", "margin_secret", "give up the margin", "Europe"):
        assert word not in told
    inside = everything(make_form(filled(SECRET), sending("internal")))
    assert all(word in inside for word in ("margin_secret", "Perhaps a SECRET", "SECRET remark"))


def test_what_a_pack_keeps_from_the_partner_a_form_keeps_as_well() -> None:
    fields = {f"partners.{field}" for field in facts.HOST_ONLY[Partner]}
    assert {name for name in MIRRORS if name in fields} == HOST_ONLY
    items = (
        Item("why", "Why them?", "text", side="partner", mirrors="partners.nomination"),
        Item("who", "Who?", "text", side="partner"),
    )
    made = Template("t", "T", 1, "", "once", "all", (Section("s", "S", items),))
    told = filled({"why": answer("why", "SECRET")}, template=made)
    assert "SECRET" not in everything(make_form(told, sending()))
    assert "SECRET" in everything(make_form(told, sending("internal")))


def test_the_head_says_for_whom_by_when_and_how_much() -> None:
    told = text(make_form(filled(), sending()))
    assert "Northwind Due 15 Jan 2027. 10 questions, 8 to fill in" in told
    assert "8 to fill in: 5 for you, 3 for both of us. Fill" in told
    assert "send it back to Fjord Security" in told
    assert "QUARTERLY PARTNER REVIEW, Q4 2026" in told
    assert "Partner edition, confidential" in told


def test_what_the_records_answer_is_printed_with_their_sentence_and_has_no_field() -> None:
    data = make_form(filled(), sending("internal"))
    assert "Yes 3 of 3 technical resources" in text(data)
    fields = pypdf.PdfReader(io.BytesIO(data)).get_fields() or {}
    assert not [name for name in fields if name.startswith("technical")]


def test_our_own_questions_open_in_the_partner_edition_only_if_asked() -> None:
    def fields(data: bytes) -> set[str]:
        return set(pypdf.PdfReader(io.BytesIO(data)).get_fields() or {})

    assert "sponsor:value" not in fields(make_form(filled(), sending()))
    assert "sponsor:value" in fields(make_form(filled(), sending(ours_too=True)))
    assert "sponsor:value" in fields(make_form(filled(), sending("internal")))


def test_the_same_checklist_gives_the_same_bytes() -> None:
    first = make_form(filled(SECRET), sending())
    assert make_form(filled(SECRET), sending()) == first
    assert make_form(filled(SECRET), sending(form_id="other")) != first


def test_every_field_has_a_tip_and_the_keys_go_down_the_page() -> None:
    with pikepdf.Pdf.open(io.BytesIO(make_form(filled(), sending("internal")))) as pdf:
        order = []
        for page in pdf.pages:
            assert page.obj.Tabs == pikepdf.Name.S
            tops = []
            for widget in page.obj.Annots:
                assert str(widget.get("/TU", ""))
                owner = widget if "/T" in widget else widget.Parent
                if int(widget.F) & 2:
                    continue
                order.append(str(owner.T))
                tops.append(float(widget.Rect[3]))
            assert all(above >= below - 3 for above, below in pairwise(tops))
        items = list(dict.fromkeys(name.split(":")[0] for name in order))
        assert items == [key for key in TEMPLATE.items if key != "technical"]


def test_fields_are_of_their_kind() -> None:
    told = {
        "health": answer("health", "fair"),
        "deals_registered": answer("deals_registered", "no"),
    }
    with pikepdf.Pdf.open(io.BytesIO(make_form(filled(told), sending()))) as pdf:
        form = pdf.Root.AcroForm
        fields = {str(field.T): field for field in form.Fields}
        health, deals = fields["health:value"], fields["deals_registered:value"]
        assert [[str(side) for side in pair] for pair in health.Opt] == [
            ["", "–"], ["good", "Good"], ["fair", "Fair, needs care"], ["poor", "Poor"],
        ]  # fmt: skip
        assert str(health.V) == "fair"
        assert [str(kid.AS) for kid in deals.Kids] == ["/Off", "/Off", "/no", "/Off"]
        assert int(fields["people:value"].Ff) & 1 << 12
        assert "/NeedAppearances" not in form
        for font in form.DR.Font.values():
            assert font.Encoding == pikepdf.Name("/Identity-H")
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


@pytest.mark.parametrize(
    ("partner", "han"),
    [("O'Neil & Söhne", False), ("O'Neil & Söhne 株式会社", True), ("Ωμέγα Икс", False)],
)
def test_a_form_can_be_typed_into_in_the_partners_script(partner: str, han: bool) -> None:
    data = make_form(filled(partner=partner), sending())
    assert partner in text(data)
    assert (len(data) > 1_000_000) is han
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        assert ("/AdHan" in pdf.Root.AcroForm.DR.Font) is han


@pytest.mark.parametrize(
    "value", ["שלום", "العربية", "🎉", "a\x00b\x07", "x" * 20_000, "\u202eabc", "𠮷野家"]
)
def test_what_cannot_be_drawn_is_kept_and_left_to_the_reader(value: str) -> None:
    data = make_form(
        filled(
            {
                "people": answer("people", ""),
                "deals_missing": answer("deals_missing", value),
                "deals_registered": answer("deals_registered", "no"),
            }
        ),
        sending(),
    )
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        field = next(f for f in pdf.Root.AcroForm.Fields if str(f.T) == "deals_missing:value")
        assert str(field.V) == value


def test_a_reader_is_asked_to_draw_where_our_fonts_end() -> None:
    def asks(value: str) -> bool:
        data = make_form(filled({"trained": answer("trained", "1", owner=value)}), sending())
        with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
            return "/NeedAppearances" in pdf.Root.AcroForm

    assert [asks(value) for value in ("Ann Müller", "Анна", "株式会社", "שלום", "🎉")] == [
        False, False, False, True, True,
    ]  # fmt: skip


def test_a_form_without_an_open_question_is_refused() -> None:
    with pytest.raises(UserError, match="Nothing in this checklist"):
        make_form(filled(closed=True), sending("internal"))


def test_a_closed_checklist_prints_as_it_was_closed() -> None:
    told = text(make_paper(filled({"trained": answer("trained", "2")}, closed=True), sending()))
    assert "2 people" in told
    assert "9 questions, as they were closed" in told
    assert "Tick" not in told


def test_paper_has_no_fields_and_shows_what_is_known() -> None:
    data = make_paper(filled({"people": answer("people", '["Ann", "Bob"]')}), sending())
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    assert not reader.get_fields()
    assert "Ann Bob" in text(data)
    assert "Good" in text(data)


def test_the_preview_draws_the_fields_into_the_pages() -> None:
    told = filled({"people": answer("people", '["Ann O\'Neil", "株式会社"]')})
    for edition in ("partner", "internal"):
        data = flattened(make_form(told, sending(edition)))
        assert "Ann O'Neil 株式会社" in text(data)
        assert not pypdf.PdfReader(io.BytesIO(data), strict=True).get_fields()


def many(count: int) -> Template:
    items = [
        Item(f"i{n}", "goes on " * (n % 30 + 1), "text", help="Help " * (n % 40), side="partner")
        for n in range(count)
    ]
    return Template(
        "long", "Long", 1, "", "quarter", "all", (Section("s", "Section", tuple(items)),)
    )


@pytest.mark.parametrize("paper", [False, True])
def test_no_two_texts_and_no_two_fields_of_a_page_meet(paper: bool) -> None:
    told = filled({f"i{n}": answer(f"i{n}", "word " * 300, note="n " * 200) for n in range(60)},
                  template=many(60), partner="Partner " * 30)  # fmt: skip
    canvas = blank(io.BytesIO(), (WIDTH, HEIGHT))
    from models.checklist.sending import questions

    made = sending()
    pages = Layout(told, made, questions(told, made), Typesetter(canvas._doc), paper=paper).draw()
    assert len(pages) > 5
    for page in pages:
        boxes = sorted(page.sheet.boxes, key=lambda box: box.top)
        for at, one in enumerate(boxes):
            assert 40 <= one.left < one.right <= WIDTH - 40
            assert one.bottom <= HEIGHT - 20
            for other in boxes[at + 1 :]:
                apart = (
                    other.top >= one.bottom or other.left >= one.right or other.right <= one.left
                )
                assert apart, (one, other)
        for at, slot in enumerate(page.slots):
            assert slot.top + slot.height < 792
            for after in page.slots[at + 1 :]:
                apart = after.top >= slot.top + slot.height or after.left >= slot.left + slot.width
                assert apart, (slot.name, after.name)


def test_a_key_with_a_point_is_one_field() -> None:
    assert field_name("a.b", "value") == "a~b:value"


@pytest.mark.parametrize(
    "tool", [["pdfinfo"], ["pdftotext", "-layout"], ["pdftoppm", "-r", "40", "-png"]]
)
def test_poppler_opens_it_without_a_word(tool: list[str], tmp_path: Path) -> None:
    if shutil.which(tool[0]) is None:
        return
    file = tmp_path / "form.pdf"
    file.write_bytes(make_form(filled(SECRET, partner="株式会社 Ω"), sending("internal")))
    target = [] if tool[0] == "pdfinfo" else [str(tmp_path / "out")]
    told = subprocess.run([*tool, str(file), *target], capture_output=True, text=True, check=True)
    assert told.stderr == ""


def test_a_reader_that_draws_the_fields_itself_finds_every_glyph(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        return
    words = "Größe Αθήνα Москва 株式会社 한국어"
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(make_form(filled(), sending(), han=True))) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.T) == "deals_missing:value":
                field.V = pikepdf.String(words)
                del field["/AP"]
        pdf.Root.AcroForm.NeedAppearances = True
        pdf.save(out)
    (tmp_path / "form.pdf").write_bytes(out.getvalue())
    told = subprocess.run(
        ["pdftotext", str(tmp_path / "form.pdf"), "-"], capture_output=True, text=True, check=True
    )
    assert words in told.stdout
    assert told.stderr == ""


def test_the_days_of_the_file_are_those_of_the_form() -> None:
    reader = pypdf.PdfReader(io.BytesIO(make_form(filled(), sending())), strict=True)
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 11, 24)
    assert str(reader.metadata["/AllianceDeskForm"]) == "7F3A-22C1"
