"""Files that a document carries: named, described, dated, the same bytes for the same content."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from reports.objects import raw, stream
from reports.structure import text_string
from reports.xmp import stamp


class Attachment(NamedTuple):
    """A file to be carried; `kind` is its media type, such as text/csv."""

    name: str
    kind: str
    about: str
    content: bytes


def attach(canvas: Any, files: Sequence[Attachment], day: date) -> None:
    """Put the files into the document as the data that it was made from."""
    from reportlab.pdfbase.pdfdoc import PDFArray

    document = canvas._doc
    catalog = document.Catalog
    specs = [document.Reference(_spec(document, one, day)) for one in files]
    # It has no place among what reportlab's catalog writes by itself.
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "AF"]
    catalog.AF = PDFArray(specs)
    numbers = [spec.format(document).decode("ascii") for spec in specs]
    known = sorted(zip((one.name for one in files), numbers, strict=True))
    names = " ".join(f"{text_string(name)} {number}" for name, number in known)
    catalog.Names = raw(f"<</EmbeddedFiles<</Names[{names}]>>>>".encode("latin-1"))


def _spec(document: Any, one: Attachment, day: date) -> Any:
    file = document.Reference(_file(one, day)).format(document).decode("ascii")
    name = text_string(one.name)
    return raw(
        f"<</Type/Filespec/F{name}/UF{name}/Desc{text_string(one.about)}/AFRelationship/Data"
        f"/EF<</F {file}/UF {file}>>>>".encode("latin-1")
    )


def _file(one: Attachment, day: date) -> Any:
    digest = hashlib.md5(one.content, usedforsecurity=False).hexdigest()
    moment = text_string(stamp(day))
    # A slash inside a name is written as its number.
    told = (
        f"/Type/EmbeddedFile/Subtype/{one.kind.replace('/', '#2F')}/Params<</Size"
        f" {len(one.content)}/CreationDate{moment}/ModDate{moment}/CheckSum<{digest}>>>"
    )
    return raw(stream(told, one.content))
