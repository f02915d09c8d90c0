"""A partner's checklist as a PDF form that any reader fills in, offline.

Pages are reportlab's; fields, fonts and appearances are pikepdf's, since reportlab's fields know
only the standard fonts.
"""

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from models.checklist.filled import Filled
from models.checklist.identity import Identity, identity_of, to_json
from models.checklist.sending import Question, Sending, questions
from models.errors import UserError
from models.text import day_text, shortened
from reports.faces import CJK, Typesetter, runs
from reports.forms.checklist_layout import HEIGHT, WIDTH, Layout, Page
from reports.forms.form_fields import Fields
from reports.forms.form_mark import ATTACHMENT, HIDDEN, MARK
from reports.objects import finished
from reports.pack import ONE_AT_A_TIME
from reports.page import blank, describe
from reports.structure import write_tree
from reports.xmp import About

if TYPE_CHECKING:
    import pikepdf


def make_form(filled: Filled, sending: Sending, *, han: bool | None = None) -> bytes:
    """The form as a PDF: the same bytes for the same checklist and sending.

    `han` puts in the whole font for Chinese, Japanese and Korean; None decides by what is written.
    Raises UserError where nothing is left to fill in.
    """
    asked = questions(filled, sending)
    refuse_empty(asked)
    identity = identity_of(filled, sending, asked, "pdf")
    if han is None:
        han = writes_han(filled, asked)
    with ONE_AT_A_TIME:
        data, pages = drawn(filled, sending, asked, paper=False)
        return _with_fields(data, pages, identity, han=han)


def flattened(data: bytes) -> bytes:
    """A form with its fields drawn into its pages, for viewers that show pages alone."""
    import pikepdf

    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        pdf.flatten_annotations("screen")
        for page in pdf.pages:
            page.obj.Annots = pikepdf.Array([])
        if "/AcroForm" in pdf.Root:
            del pdf.Root["/AcroForm"]
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def refuse_empty(asked: tuple[Question, ...]) -> None:
    """Raise UserError where no question is open: such a form could only come back as it went."""
    if not any(question.open for question in asked):
        raise UserError(
            "Nothing in this checklist is to be filled in by the partner.",
            "Choose the internal edition, or open our own questions as well.",
        )


def writes_han(filled: Filled, asked: tuple[Question, ...]) -> bool:
    """Whether anything in a form is written in Chinese, Japanese or Korean."""
    texts = [filled.partner]
    for question in asked:
        texts += [question.line.question, *question.sent.values()]
        texts += [choice.label for choice in question.item.choices]
    return any(name == CJK for text in texts for name, _ in runs(text, "Regular"))


def drawn(
    filled: Filled, sending: Sending, asked: tuple[Question, ...], *, paper: bool
) -> tuple[bytes, list[Page]]:
    """The pages without their fields, and where the fields are."""
    buffer = io.BytesIO()
    canvas = blank(buffer, (WIDTH, HEIGHT))
    layout = Layout(filled, sending, asked, Typesetter(canvas._doc), paper=paper)
    pages = layout.draw()
    about = About(
        f"{layout.title}: {shortened(filled.partner, 110)}, {day_text(sending.day)}"[:200],
        f"Form {sending.form_id}, {sending.edition} edition",
        sending.day,
    )
    describe(canvas, about, sending.form_id)
    for page in pages:
        canvas._code.extend(page.sheet.finish())
        canvas.showPage()
    tree = write_tree(canvas, [page.sheet for page in pages], {})
    return finished(canvas, tree), pages


def _with_fields(data: bytes, pages: list[Page], identity: Identity, *, han: bool) -> bytes:
    import pikepdf
    from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

    told = to_json(identity)
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        fields = Fields(pdf, han=han)
        for page, drawn_ in zip(pdf.pages, pages, strict=True):
            page.obj.Annots = pdf.make_indirect(Array([]))
            for slot in drawn_.slots:
                fields.add(page, slot)
        _tell(pdf, fields.widgets)
        fields.add_hidden(pdf.pages[0], HIDDEN, told)
        pdf.Root.AcroForm = pdf.make_indirect(fields.form())
        pdf.attachments[ATTACHMENT] = AttachedFileSpec(
            pdf,
            told.encode(),
            filename=ATTACHMENT,
            mime_type="application/json",
            relationship=Name.Data,
            description="What the form is, for Alliance Desk",
        )
        pdf.docinfo[MARK] = String(identity.form_id)
        for page in pdf.pages:
            # A copy that loses its fields keeps this, and can be told by it.
            page.obj.PieceInfo = Dictionary(
                {MARK: Dictionary(LastModified=_stamp(identity), Private=String(identity.form_id))}
            )
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=_object_streams())
        return out.getvalue()


def _tell(pdf: "pikepdf.Pdf", widgets: Mapping[str, "pikepdf.Object"]) -> None:
    """Put each field into its place among what is read aloud."""
    from pikepdf import Dictionary, Name

    root = pdf.Root.StructTreeRoot
    numbers: Any = root.ParentTree.Nums
    key = int(root.ParentTreeNextKey)
    for part in _parts(root):
        if part.get("/S") == Name.Form:
            widget = widgets[str(part.T)]
            part.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=widget.P)
            widget.StructParent = key
            numbers.extend([key, part])
            key += 1
    root.ParentTreeNextKey = key


def _parts(part: "pikepdf.Object") -> "Iterator[pikepdf.Object]":
    import pikepdf

    kids: Any = part.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield kid
            yield from _parts(kid)


def _stamp(identity: Identity) -> "pikepdf.String":
    import pikepdf

    return pikepdf.String(f"D:{identity.exported_on:%Y%m%d}000000Z")


def _object_streams() -> Any:
    import pikepdf

    return pikepdf.ObjectStreamMode.generate
