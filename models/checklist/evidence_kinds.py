"""Which files are taken as evidence: by content, with an ending that agrees."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.checklist.evidence_names import ending_of, shown_name
from models.errors import UserError

if TYPE_CHECKING:
    import zipfile

MOST_BYTES = 25 * 2**20
# What a container may unpack to; nothing here unpacks it, but who opens it would.
_MOST_UNPACKED = 2**30


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its key, how a list calls it, and the endings it goes by."""

    key: str
    says: str
    endings: tuple[str, ...]


KINDS = (
    Kind("pdf", "PDF", ("pdf",)),
    Kind("png", "Picture", ("png",)),
    Kind("jpeg", "Picture", ("jpg", "jpeg")),
    Kind("gif", "Picture", ("gif",)),
    Kind("webp", "Picture", ("webp",)),
    Kind("tiff", "Picture", ("tif", "tiff")),
    Kind("docx", "Word document", ("docx",)),
    Kind("xlsx", "Excel workbook", ("xlsx",)),
    Kind("pptx", "PowerPoint deck", ("pptx",)),
    Kind("odt", "OpenDocument text", ("odt",)),
    Kind("ods", "OpenDocument sheet", ("ods",)),
    Kind("odp", "OpenDocument deck", ("odp",)),
    Kind("txt", "Text", ("txt",)),
    Kind("csv", "Table as text", ("csv",)),
    Kind("eml", "Mail", ("eml",)),
    Kind("msg", "Outlook mail", ("msg",)),
)
BY_KEY = {kind.key: kind for kind in KINDS}
PICTURES = ("png", "jpeg", "gif", "webp", "tiff")
TEXTS = ("txt", "csv", "eml")
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)

_TAKEN = "Take a PDF, a picture, an Office or OpenDocument file, a text, a CSV or a mail."
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_MACRO_ENDINGS = frozenset("docm xlsm xlsb pptm dotm xltm xlam ppam potm ppsm sldm".split())
_SCRIPT_ENDINGS = frozenset(
    "exe com scr dll msi msix bat cmd ps1 vbs vbe js jse mjs wsf wsh hta sh bash py pyw rb pl php"
    " jar app apk deb rpm dmg pkg lnk url desktop reg inf cpl gadget chm appimage".split()
)
_PAGE_ENDINGS = frozenset("html htm xhtml mht mhtml svg svgz xml xsl".split())
_OLD_ENDINGS = frozenset("doc xls ppt dot xlt pot pps rtf".split())
_ARCHIVES = frozenset("zip 7z rar tar gz tgz bz2 xz cab iso img vhd".split())
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OFFICE_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_HEADER = re.compile(r"^(From|To|Subject|Date|Received|Return-Path|MIME-Version): ", re.M | re.I)
_MARKUP = re.compile(r"\s*(<!doctype\s+html|<html|<script|<svg|<\?xml|<\?php)", re.I)


def kind_of(name: str, data: bytes) -> str:
    """The kind of a file that may be kept as evidence.

    Raises UserError, which names the file and says what to do, for one that may not.
    """
    file = shown_name(name)
    ending = ending_of(file)
    check_size(file, len(data))
    _refuse_by_ending(file, ending)
    found = _by_content(file, data, ending)
    if not found:
        raise UserError(f"{file} is of a kind that isn't kept as evidence.", _TAKEN)
    if ending not in BY_KEY[found].endings:
        right, holds = BY_KEY[found].endings[0], BY_KEY[found].says
        raise UserError(
            f"{file} holds something else than its name says: {holds} (.{right}).",
            f"If you know where it comes from, name it with .{right} at the end and add it again.",
        )
    return found


def check_size(file: str, size: int) -> None:
    """Raise UserError where nothing is in a file, or more than is kept."""
    if not size:
        raise UserError(f"{file} is empty.", "Look whether it was saved, and add it again.")
    if size > MOST_BYTES:
        raise UserError(
            # Rounded up: one byte too many is more than the limit.
            f"{file} has {-(-size * 10 // 2**20) / 10:,.1f} MB; evidence may have"
            f" {MOST_BYTES >> 20} MB a file.",
            "Save it smaller (print it to PDF, or only the pages that prove it) and add that.",
        )


def kind_says(kind: str) -> str:
    """How a list calls a kind: "PDF", "Picture"."""
    return BY_KEY[kind].says if kind in BY_KEY else kind


def _refuse_by_ending(file: str, ending: str) -> None:
    if ending in _MACRO_ENDINGS:
        raise UserError(
            f"{file} may hold macros, which run when it is opened.",
            "Save it without them (.docx, .xlsx, .pptx) or as PDF, and add that.",
        )
    if ending in _SCRIPT_ENDINGS:
        raise UserError(
            f"{file} is a program or script, and no evidence.",
            "Add what it shows instead: a PDF or a picture.",
        )
    if ending in _PAGE_ENDINGS:
        raise UserError(
            f"{file} is a web page or drawing that may run scripts.",
            "Print it to PDF, or take a picture of it, and add that.",
        )
    if ending in _OLD_ENDINGS:
        raise UserError(
            f"{file} is of an old format that may hold macros.",
            "Save it as .docx, .xlsx, .pptx or PDF, and add that.",
        )
    if ending in _ARCHIVES:
        raise UserError(f"{file} is an archive.", "Unpack it, and add the files that are in it.")


def _by_content(file: str, data: bytes, ending: str) -> str:
    head = data[:16]
    if head.startswith(_PROGRAMS) and ending not in ("txt", "csv"):
        raise UserError(
            f"{file} holds a program, and no evidence.",
            "Add what it shows instead: a PDF or a picture.",
        )
    if b"%PDF-" in data[:1024] and not head.startswith(b"PK"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head.startswith((b"II*\0", b"MM\0*")):
        return "tiff"
    if head.startswith(b"PK\x03\x04"):
        return _container(file, data)
    if head.startswith(_OLE):
        return _compound(file, data)
    return _text(file, data, ending)


def _container(file: str, data: bytes) -> str:
    """The kind of a zip: only its list of names is read, and the few bytes of its type."""
    import io
    import zipfile

    from models.zips import DAMAGE

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
                raise UserError(
                    f"{file} would unpack to more than {_MOST_UNPACKED >> 30} GB.",
                    "Ask for it anew from where it comes from, or add it as PDF.",
                )
            if any(name.lower().endswith("vbaproject.bin") for name in names) or any(
                name.startswith(("Basic/", "Scripts/")) for name in names
            ):
                raise UserError(
                    f"{file} holds macros, which run when it is opened.",
                    "Save it without them or as PDF, and add that.",
                )
            return _office(archive, names)
    except DAMAGE as fault:
        raise UserError(
            f"{file} is damaged: it can't be read to its end.",
            "Open it where it comes from, save it anew and add that.",
        ) from fault


def _office(archive: "zipfile.ZipFile", names: set[str]) -> str:
    if "mimetype" in names:
        with archive.open("mimetype") as file:
            told = file.read(len(_OPEN_DOCUMENT) + 16).strip()
        word = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
        return word.get(told.removeprefix(_OPEN_DOCUMENT), "")
    if "[Content_Types].xml" not in names:
        return ""
    for folder, kind in _OFFICE_FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            return kind
    return ""


def _compound(file: str, data: bytes) -> str:
    """An Outlook mail, told by the name of its list of properties; else an old Office file."""
    if "__properties_version1.0".encode("utf-16-le") in data:
        return "msg"
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UserError(
            f"{file} is locked with a password.", "Take the password off, and add it again."
        )
    raise UserError(
        f"{file} is of an old format that may hold macros.",
        "Save it as .docx, .xlsx, .pptx or PDF, and add that.",
    )


def _text(file: str, data: bytes, ending: str) -> str:
    text = decoded(data)
    if text is None:
        return ""
    start = text[:4096].lstrip("\ufeff")
    if start.startswith("#!") or _MARKUP.match(start):
        raise UserError(
            f"{file} holds a script or a web page, and no plain text.",
            "Print it to PDF, or take a picture of it, and add that.",
        )
    if ending == "eml" and not _HEADER.search(start):
        raise UserError(
            f"{file} is no mail: its head has neither sender nor subject.",
            "Save the mail once more from the mail program, or add it as PDF.",
        )
    return ending if ending in TEXTS else "txt"


def decoded(data: bytes) -> str | None:
    """The text of a text file; None where it is none."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Control characters other than tab, line and page breaks are not text.
        if not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text):
            return text
    return None
