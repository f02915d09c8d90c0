"""Forms that come back: filled in by another library, and every way a file can be wrong."""

from __future__ import annotations

import hashlib
import io
import random
from datetime import date, timedelta
from typing import cast

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from models.checklist.identity import Asked
from models.checklist.loading import bundled
from models.checklist.returned import ReturnedForm
from models.checklist.values import YES_NO, people_value
from models.errors import UserError
from reports.forms.checklist_form import make_form
from reports.forms.form_back import read_form
from reports.forms.form_mark import ATTACHMENT, HIDDEN
from tests.reports.checklist_builder import answer, filled, sending

SCRIPTS = (
    "abcdefghijklmnopqrstuvwxyz ABC 0123456789 ,.;:!?()[]/\\'\"&%$#@*+-=_~^|<>{}",
    "äöüß ÄÖÜẞ „Größe“ – Straße €",
    "αβγδεζηθικλμνξοπρστυφχψω ΆΈΉΊΌΎΏ ς",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя ЁЇЄҐ №",
    "株式会社日本語中文简体繁體한국어カタカナひらがな、。「」",
)
OTHERS = "שלום العربية हिन्दी ไทย 🎉👩‍💻\u200b"


def words(chance: random.Random, script: str, longest: int) -> str:
    drawn = "".join(chance.choices(script, k=chance.randint(1, longest)))
    return "\n".join(" ".join(line.split(" ")) for line in drawn.split("|")).strip()


def filling(chance: random.Random, asked: Asked, part: str) -> tuple[str, str]:
    """What is typed into a field, and the canonical value that it is."""
    script = chance.choice((*SCRIPTS, *SCRIPTS, OTHERS))
    day = date(2026, 1, 1) + timedelta(days=chance.randrange(3_000))
    kind = asked.item.kind if part == "value" else part
    if kind == "yes_no":
        key = chance.choice(list(YES_NO))
        return f"/{key}", key
    if kind == "choice":
        key = chance.choice(asked.item.choices).key
        return key, key
    if kind == "number":
        number = chance.randrange(10**6)
        return f"{number:,}", str(number)
    if kind == "money":
        minor = chance.randrange(10**9)
        return f"{minor // 100:,}.{minor % 100:02d}", f"{minor} USD"
    if kind in ("date", "due_on"):
        return chance.choice([day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day} {day:%b %Y}"]), (
            day.isoformat()
        )
    if kind == "people":
        names = [
            name
            for _ in range(chance.randint(1, 4))
            if (name := " ".join(words(chance, script, 20).replace(";", "").split()))
        ]
        return "\n".join(names), people_value(names)
    text = words(chance, script, 60)
    return text, " ".join(text.split()) if kind == "owner" else text


def fill(data: bytes, typed: dict[str, str]) -> bytes:
    return filled_in(pypdf.PdfWriter(clone_from=io.BytesIO(data)), typed)


def filled_in(writer: pypdf.PdfWriter, typed: dict[str, str]) -> bytes:
    writer.update_page_form_field_values(None, typed, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_another_library_fills_in_comes_back_exactly() -> None:
    chance = random.Random(20261124)
    forms = [
        make_form(filled(), sending(), han=False),
        make_form(filled({"people": answer("people", '["Ann"]')}), sending("internal"), han=False),
        make_form(filled(partner="株式会社"), sending(ours_too=True), han=False),
    ]
    writers = [pypdf.PdfWriter(clone_from=io.BytesIO(form)) for form in forms]
    identities = [read_form(form).identity for form in forms]
    expected: list[dict[tuple[str, str], str]] = [{} for _ in forms]
    for turn in range(150):
        at = turn % len(forms)
        typed = {}
        items = identities[at].items
        for key in chance.sample(list(items), k=3):
            asked = items[key]
            for part in chance.sample(list(asked.sent), k=chance.randint(1, 2)):
                text, value = filling(chance, asked, part)
                typed[f"{key}:{part}"] = text
                expected[at][key, part] = value
        back = read_form(filled_in(writers[at], typed))
        got = {(reply.item, reply.part): reply.value for reply in back.replies}
        assert {key: got[key] for key in expected[at]} == expected[at]
        assert not [reply.problem for reply in back.replies if reply.problem]


def test_a_survey_has_a_circle_for_each_place_on_its_scale_and_asks_for_nothing_else() -> None:
    template = next(one for one in bundled() if one.survey == "partner")
    form = make_form(filled(template=template), sending(), han=False)
    back = read_form(fill(form, {"keeps_word:value": "/s4", "differently:value": "Call us"}))
    assert {part for asked in back.identity.items.values() for part in asked.sent} == {"value"}
    got = {reply.item: reply.value for reply in back.replies if reply.value}
    assert got == {"keeps_word": "s4", "differently": "Call us"}
    assert not [reply.problem for reply in back.replies if reply.problem]


def test_a_form_that_was_not_touched_says_what_it_said() -> None:
    note = "x" * 20_000
    told = {
        "deals_registered": answer("deals_registered", "partly", note=note, owner="O'Neil & Söhne"),
        "budget": answer("budget", "1250050 USD", due_on=date(2026, 12, 1)),
        "people": answer("people", people_value(["Ann; Bob", "株式会社", "שלום 🎉"])),
        "next_visit": answer("next_visit", "2026-12-03"),
        "deals_missing": answer("deals_missing", "one\r\ntwo\n\nthree"),
        "health": answer("health", "fair"),
    }
    back = read_form(make_form(filled(told), sending("internal")))
    assert all(
        reply.value == back.identity.items[reply.item].sent[reply.part] for reply in back.replies
    )
    assert {reply.value for reply in back.replies if reply.value} >= {note, "fair", "1250050 USD"}


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_goes_out_and_comes_back_as_it_was(text: str) -> None:
    told = {"deals_registered": answer("deals_registered", "no", note=text.strip()),
            "deals_missing": answer("deals_missing", text.strip())}  # fmt: skip
    back = read_form(make_form(filled(told), sending("internal"), han=False))
    assert value(back, "deals_missing") == text.strip()
    assert not [reply.problem for reply in back.replies if reply.problem]


def test_a_form_that_only_its_owner_may_change_can_be_read() -> None:
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(make_form(filled(), sending()))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="secret", user=""))
    assert read_form(out.getvalue()).identity.form_id == "7F3A-22C1"


def test_a_form_knows_its_file_by_its_digest() -> None:
    data = make_form(filled(), sending())
    back = read_form(data, "review.pdf")
    assert back.sha256 == hashlib.sha256(data).hexdigest()
    assert (back.file, back.identity.form_id, back.identity.kind) == (
        "review.pdf", "7F3A-22C1", "pdf",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("trained:value", "a few", "a few is no number. Write it as 12 or 12.5."),
        ("budget:value", "1.234", "1.234 can be read two ways. Type 1234 or 1,234 for thousands."),
        ("next_visit:value", "03/12/2026", "03/12/2026 is 3 Dec 2026 or 12 Mar 2026."),
        ("next_visit:value", "tomorrow", "tomorrow has no year."),
        ("next_visit:due_on", "12 Dec", "12 Dec has no year."),
        ("health:note", "x" * 20_001, "That note has 20,001 characters"),
    ],
)
def test_an_answer_that_cannot_be_read_is_kept_with_a_sentence(
    field: str, typed: str, said: str
) -> None:
    back = read_form(fill(make_form(filled(), sending()), {field: typed}))
    (reply,) = [reply for reply in back.replies if reply.problem]
    assert reply.problem.startswith(said)
    assert (f"{reply.item}:{reply.part}", reply.raw, reply.value) == (field, typed, "")


def test_an_answer_can_be_taken_away() -> None:
    told = {
        "deals_registered": answer("deals_registered", "yes"),
        "trained": answer("trained", "2"),
    }
    data = make_form(filled(told), sending())
    back = read_form(fill(data, {"deals_registered:value": "/Off", "trained:value": ""}))
    got = {reply.item: reply.value for reply in back.replies if reply.part == "value"}
    assert (got["deals_registered"], got["trained"]) == ("", "")


def test_words_that_mean_nothing_to_a_list_are_words_in_a_text() -> None:
    typed = {"health:value": "–", "people:note": "–", "plan:note": "Off", "trained:owner": "/Off"}
    back = read_form(fill(make_form(filled(), sending()), typed))
    got = {(reply.item, reply.part): reply.value for reply in back.replies}
    assert got["health", "value"] == ""
    assert [got["people", "note"], got["plan", "note"], got["trained", "owner"]] == [
        "–", "Off", "/Off",
    ]  # fmt: skip


def edited(data: bytes, *, drop: tuple[str, ...], fields: bool = True) -> bytes:
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        if "attachment" in drop:
            del pdf.attachments[ATTACHMENT]
        if "hidden" in drop:
            pdf.Root.AcroForm.Fields = pikepdf.Array(
                [one for one in pdf.Root.AcroForm.Fields if str(one.get("/T", "")) != HIDDEN]
            )
            first = pdf.pages[0].obj
            first.Annots = pikepdf.Array(
                [one for one in first.Annots if str(one.get("/T", "")) != HIDDEN]
            )
        if not fields:
            del pdf.Root.AcroForm
            for page in pdf.pages:
                del page.obj["/Annots"]
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.parametrize("drop", [("attachment",), ("hidden",), ("form",), ("attachment", "form")])
def test_a_reader_may_drop_half_of_what_the_form_carries(drop: tuple[str, ...]) -> None:
    data = fill(
        make_form(filled(), sending()), {"trained:value": "7", "deals_registered:value": "/no"}
    )
    data = edited(data, drop=drop)
    if "form" in drop:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
        form = cast("DictionaryObject", writer.root_object["/AcroForm"])
        form[NameObject("/Fields")] = ArrayObject()
        out = io.BytesIO()
        writer.write(out)
        data = out.getvalue()
    back = read_form(data)
    assert value(back, "trained") == "7"
    assert value(back, "deals_registered") == "no"


def value(back: ReturnedForm, item: str) -> str:
    return next(one.value for one in back.replies if (one.item, one.part) == (item, "value"))


def flattened(data: bytes) -> bytes:
    return edited(data, drop=(), fields=False)


def flattened_to_the_mark(data: bytes) -> bytes:
    return edited(data, drop=("attachment",), fields=False)


def locked(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def foreign(_: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 3]


def told_nonsense(data: bytes) -> bytes:
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.get("/T", "")) == HIDDEN:
                field.V = pikepdf.String('{"product": "Alliance Desk checklist form", "format": 1}')
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def swollen(data: bytes) -> bytes:
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.get("/T", "")) == HIDDEN:
                field.V = pikepdf.Stream(pdf, b" " * (40 * 2**20))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (swollen, "review.pdf is damaged"),
        (lambda data: data + b" " * (64 * 2**20), "review.pdf has 64 MB"),
        (lambda data: b"PK\x03\x04 a spreadsheet", "review.pdf is not a PDF."),
        (lambda data: b"", "review.pdf is not a PDF."),
        (cut, "review.pdf is damaged"),
        (lambda data: b"%PDF-1.7\nnothing more", "review.pdf is damaged"),
        (told_nonsense, "review.pdf is damaged"),
        (foreign, "review.pdf is a PDF, but no form that Alliance Desk sent."),
        (flattened, "review.pdf was flattened"),
        (flattened_to_the_mark, "review.pdf was flattened"),
        (locked, "review.pdf is locked with a password."),
    ],
)
def test_each_wrong_file_is_told_apart(spoil: object, said: str) -> None:
    data = make_form(filled(), sending())
    with pytest.raises(UserError) as told:
        read_form(spoil(data), "review.pdf")  # type: ignore[operator]
    assert told.value.message.startswith(said)
    assert told.value.hint


def test_a_form_is_read_in_a_process_of_its_own() -> None:
    data = make_form(filled(), sending())
    assert read_form(data, "form.pdf", guarded=True) == read_form(data, "form.pdf")
    with pytest.raises(UserError, match=r"^torn.pdf is damaged"):
        read_form(data[:900], "torn.pdf", guarded=True)
