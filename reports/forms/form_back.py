"""A PDF form that came back: which one it is, and what was filled in, whoever's reader wrote it."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from models.checklist.identity import Identity, from_json
from models.checklist.returned import ReturnedForm, read_replies
from models.checklist.sending import PARTS
from models.errors import UserError
from reports import apart
from reports.forms.checklist_slots import field_name
from reports.forms.form_mark import ATTACHMENT, HIDDEN, MARK, NOT_CHOSEN

if TYPE_CHECKING:
    import pikepdf

_NONE_ON = "Off"
_DEEPEST = 12
_MOST_BYTES = 16 * 2**20
LARGEST = 64 * 2**20


def read_form(data: bytes, name: str = "The file", *, guarded: bool = False) -> ReturnedForm:
    """What a returned form says, every answer read or with the sentence why it can't be.

    `guarded` opens it in a process of its own. Raises UserError for what is no PDF, a damaged or
    locked one, one that is no form of ours, and a form whose fields are gone.
    """
    if b"%PDF-" not in data[:1024]:
        raise UserError(
            f"{name} is not a PDF.", "Pick the PDF or XLSX form that came back from the partner."
        )
    if len(data) > LARGEST:
        raise UserError(
            f"{name} has {len(data) / 2**20:,.0f} MB, more than a form can have.",
            "Ask for the form itself, without what was added to it.",
        )
    told, values = _apart(data, name) if guarded else opened(data, name)
    identity = from_json(told, name) if told else None
    found = _by_part(identity, values) if identity else {}
    if identity is None or not found:
        raise UserError(
            f"{name} was flattened: its text can be seen, but its fields are gone.",
            "Ask for the form saved with its fields, or type the answers in by hand.",
        )
    digest = hashlib.sha256(data).hexdigest()
    return ReturnedForm(identity, read_replies(identity, found), name, digest)


def _apart(data: bytes, name: str) -> tuple[str, dict[str, str]]:
    try:
        told, values = apart.run(opened, data, name)
    except apart.Ended as fault:
        raise _damaged(name) from fault
    return told, values


def opened(data: bytes, name: str, _report: object = None) -> tuple[str, dict[str, str]]:
    """What the file says of itself, and what stands in its fields. Raises UserError."""
    import pikepdf

    try:
        with _limits(), pikepdf.Pdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            told, marked = _told(pdf), _is_marked(pdf)
            values = dict(_values(pdf))
            hurt = bool(pdf.get_warnings())
    except pikepdf.PasswordError as fault:
        raise UserError(
            f"{name} is locked with a password.",
            "Open it in a PDF reader, save it without the password, and take that in.",
        ) from fault
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError) as fault:
        raise _damaged(name) from fault
    if not told and not marked:
        if hurt:
            raise _damaged(name)
        raise UserError(
            f"{name} is a PDF, but no form that Alliance Desk sent.",
            "A form that was printed to a new PDF or scanned has lost its fields: ask for the"
            " saved form itself.",
        )
    return told, values


def _damaged(name: str) -> UserError:
    return UserError(
        f"{name} is damaged and can't be read.", "Ask for it once more; nothing was changed."
    )


@contextmanager
def _limits() -> Iterator[None]:
    """No stream may unfold without measure while a file from somewhere else is read."""
    from pikepdf.settings import set_qpdf_limits

    before = set_qpdf_limits(
        flate_max_memory=_MOST_BYTES, run_length_max_memory=_MOST_BYTES, doc_max_warnings=500
    )
    try:
        yield
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]  # the stub knows no dict


def _by_part(identity: Identity, values: dict[str, str]) -> dict[tuple[str, str], str]:
    found = {}
    for key in identity.items:
        for part in PARTS:
            name = field_name(key, part)
            if name in values:
                found[key, part] = values[name]
    return found


def _told(pdf: "pikepdf.Pdf") -> str:
    """The identity as it was written, from the hidden field or else from the attachment."""
    for name, field in _fields(pdf):
        if name == HIDDEN and "/V" in field:
            return _text(field["/V"])
    if ATTACHMENT in pdf.attachments:
        content = pdf.attachments[ATTACHMENT].get_file().read_bytes()
        return content[:_MOST_BYTES].decode("utf-8", errors="replace")
    return ""


def _is_marked(pdf: "pikepdf.Pdf") -> bool:
    if MARK in pdf.docinfo or ATTACHMENT in pdf.attachments:
        return True
    return any(MARK in page.obj.get("/PieceInfo", {}) for page in pdf.pages)


def _values(pdf: "pikepdf.Pdf") -> Iterator[tuple[str, str]]:
    for name, field in _fields(pdf):
        if name != HIDDEN:
            yield name, _value(field)


def _fields(pdf: "pikepdf.Pdf") -> Iterator[tuple[str, Any]]:
    """Every field by its name: those of the form, and those that only a page still has."""
    known = set()
    form: Any = pdf.Root.get("/AcroForm")
    for field in _listed(form.get("/Fields")) if _is_form(form) else []:
        for name, found in _within(field, "", 0):
            known.add(name)
            yield name, found
    for page in pdf.pages:
        for widget in _listed(page.obj.get("/Annots")):
            owner = widget
            for _ in range(_DEEPEST):
                if "/T" in owner or "/Parent" not in owner:
                    break
                owner = owner["/Parent"]
            name = _text(owner["/T"]) if "/T" in owner else ""
            if name and name not in known:
                known.add(name)
                yield name, owner


def _is_form(form: Any) -> bool:
    import pikepdf

    return isinstance(form, pikepdf.Dictionary)


def _within(field: Any, above: str, depth: int) -> Iterator[tuple[str, Any]]:
    own = _text(field["/T"]) if "/T" in field else ""
    name = ".".join(part for part in (above, own) if part)
    kids = _listed(field.get("/Kids"))
    named = [kid for kid in kids if "/T" in kid]
    if named and depth < _DEEPEST:
        for kid in named:
            yield from _within(kid, name, depth + 1)
    elif name:
        yield name, field


def _listed(values: Any) -> list[Any]:
    import pikepdf

    if not isinstance(values, pikepdf.Array):
        return []
    return [one for one in values if isinstance(one, pikepdf.Dictionary)]


def _value(field: Any) -> str:
    """What a field says; of circles the one that is on."""
    said = _text(field["/V"]) if "/V" in field else ""
    kind = _text(field.get("/FT", ""))
    if kind == "Btn":
        states = [_text(kid["/AS"]) for kid in _listed(field.get("/Kids")) if "/AS" in kid]
        said = said or next((state for state in states if state != _NONE_ON), "")
        # Some writers keep the name of a circle as text, with its slash.
        said = said.removeprefix("/")
    return "" if said == {"Btn": _NONE_ON, "Ch": NOT_CHOSEN}.get(kind) else said


def _text(value: Any) -> str:
    import pikepdf

    if isinstance(value, pikepdf.Array):
        return _text(value[0]) if len(value) else ""
    if isinstance(value, pikepdf.Stream):
        value = pikepdf.String(value.read_bytes()[:_MOST_BYTES])
    if isinstance(value, pikepdf.Name):
        return str(value).removeprefix("/")
    return str(value) if value is not None else ""
