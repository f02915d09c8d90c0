"""Whether a file is a pack exactly as the product makes it from the facts inside it."""

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import product
from models.errors import UserError
from models.issued_pack import IssuedPack
from models.pack_text import MOST, Told, read
from reports.facts import PackFacts
from reports.facts_json import NAME, facts_of

MOST_BYTES = 64_000_000  # of a file; a pack has a few hundred thousand


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file turned out to be.

    `genuine`: the product makes exactly this file from the facts inside it. Where it is not,
    `fault` says in one sentence what is wrong; `whole`: at least its facts are those of its id.
    """

    digest: str
    genuine: bool
    whole: bool
    fault: str = ""
    made_by: str = ""
    pack_id: str = ""
    facts: PackFacts | None = None


def verify(path: Path, make: Callable[[PackFacts], bytes] | None = None) -> Verdict:
    """Look at a file; `make` builds a pack, by default in this process.

    Raises UserError where the file can't be a pack of this product at all.
    """
    data = _content(path)
    digest = hashlib.sha256(data).hexdigest()
    told, subject = _facts_in(path, data)
    if not told.whole:
        return Verdict(digest, False, False, _changed(path, "its facts are not those of its id"))
    facts, fault = _known(told)
    head = (told.product, told.pack_id, facts)
    if not told.ours:
        return Verdict(digest, False, True, _other(path, told, subject), *head)
    if facts is None:
        return Verdict(digest, False, True, fault, *head)
    made = (make or _made_here)(facts)
    if made != data:
        why = _where(told, subject, data, made)
        return Verdict(digest, False, True, _changed(path, why), *head)
    return Verdict(digest, True, True, "", *head)


def fault_with(name: str, found: Verdict, issued: IssuedPack | None, where: str) -> str:
    """What is wrong with a file where it has to be issued from a portfolio; blank for nothing.

    The hash decides, whatever made the file.
    """
    if issued is not None:
        return ""
    if found.genuine:
        return f"{name} is a pack as it was made, but was not issued from {where}."
    return found.fault


def said(name: str, found: Verdict, issued: IssuedPack | None) -> str:
    """What a file without a fault is, in one sentence."""
    if issued is not None and (found.facts is None or not found.genuine):
        return (
            f"{name} is the file that was issued: {issued.said}. Alliance Desk {found.made_by} made"
            " it, so its pages were verified by their hash alone."
        )
    facts = found.facts
    which = (
        f"{facts.title} of {facts.partner.name}, {facts.edition} edition, as of {facts.as_of}, "
        if facts is not None else ""
    )  # fmt: skip
    where = " and the file that was issued" if issued is not None else ""
    return f"{name} is as it was made{where}: {which}pack {found.pack_id[:12]}."


def _made_here(facts: PackFacts) -> bytes:
    from reports.pack import render

    return render(facts)[0]


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder.", "Name one PDF file.")
        size = path.stat().st_size
        if not size:
            raise UserError(f"{path} is empty.", "Name the PDF file of a pack.")
        if size > MOST_BYTES:
            raise UserError(
                f"{path} has {size // 1_000_000:,} MB, which no pack has.",
                "Name the PDF file of a pack.",
            )
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise UserError(f"There is no file {path}.", "Check the name.") from fault
    except OSError as fault:
        raise UserError(
            f"{path} can't be read: {fault.strerror}.", "Check that you may open it."
        ) from fault
    if not data.startswith(b"%PDF-"):
        raise UserError(f"{path} is not a PDF.", "Name the PDF file of a pack.")
    return data


def _facts_in(path: Path, data: bytes) -> tuple[Told, str]:
    """The facts that the file carries, not yet read, and what it says of itself."""
    import io

    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found, subject = _attached(pdf), str(pdf.docinfo.get("/Subject", ""))
    except pikepdf.PasswordError as fault:
        raise UserError(
            f"{path} is protected by a password.", "Verify the file as it was issued."
        ) from fault
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, zlib.error) as fault:
        if product.NAME.encode() in data:
            raise _no_pack(path, "it is damaged or was changed") from fault
        raise UserError(
            f"{path} is a PDF that can't be read.", "Ask for the file again."
        ) from fault
    if found is None:
        raise _no_pack(path, f"it carries no {NAME}")
    try:
        return read(found), subject
    except UserError as fault:
        raise _no_pack(path, f"its {NAME} is damaged or of something else") from fault


def _attached(pdf: Any) -> bytes | None:
    """The content of the attachment, as far as it can be that of a pack."""
    import pikepdf

    if NAME not in pdf.attachments:
        return None
    stream = pdf.attachments[NAME].get_file().obj
    raw = bytes(stream.read_raw_bytes())
    if stream.get("/Filter") is None:
        return raw[:MOST]
    if stream["/Filter"] != pikepdf.Name.FlateDecode:
        return b""
    # Not more than any pack has, whatever the stream would become.
    return zlib.decompressobj().decompress(raw, MOST)


def _known(told: Told) -> tuple[PackFacts | None, str]:
    try:
        return facts_of(told), ""
    except UserError as fault:
        return None, str(fault)


def _where(told: Told, subject: str, data: bytes, made: bytes) -> str:
    from reports.verify_content import same_content

    if told.pack_id not in subject:
        return "it carries the facts of another pack"
    if data.startswith(made):
        return "something was added at its end"
    if same_content(data, made):
        return (
            "it holds what it held, but was saved again, or another system or build of the product"
            " made it"
        )
    return "its pages, attachments or metadata are not what they were"


def _changed(path: Path, why: str) -> str:
    return f"{path} was changed after it was made: {why}."


def _other(path: Path, told: Told, subject: str) -> str:
    if told.pack_id not in subject:
        return _changed(path, "it carries the facts of another pack")
    return (
        f"{path} was made by Alliance Desk {told.product} and this is {product.__version__}: its"
        f" facts are those of pack {told.pack_id[:12]}, its pages could not be checked."
    )


def _no_pack(path: Path, why: str) -> UserError:
    return UserError(
        f"{path} is not a pack of {product.NAME}: {why}.", "Verify the file as it was issued."
    )
