"""Small files of each kind that is kept as evidence, made in memory."""

import io
import struct
import zipfile
import zlib

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L" + bytes(20)
TIFF = b"II*\x00\x08\x00\x00\x00" + bytes(20)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
MSG = OLE + "__properties_version1.0".encode("utf-16-le")
EML = b"From: ana@example.com\r\nSubject: The certificate\r\n\r\nAttached.\r\n"


def png(width: int = 2, height: int = 2, colour: bytes = b"\x20\x60\xd0") -> bytes:
    """A picture in one colour."""
    rows = (b"\0" + colour * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def zipped(**files: bytes) -> bytes:
    """A zip; `__` in a name stands for a slash and `_dot_` for a point."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(_entry(name), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """Without a time of its own, so that the bytes are the same each time."""
    return zipfile.ZipInfo(name.replace("__", "/").replace("_dot_", "."))


def office(folder: str, **more: bytes) -> bytes:
    """An Office file: word, xl or ppt."""
    parts = {f"{folder}__document_dot_xml": b"<x/>", **more}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), b"<Types/>")
        for name, data in parts.items():
            archive.writestr(_entry(name), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def open_document(kind: str, **more: bytes) -> bytes:
    """An OpenDocument file: text, spreadsheet or presentation."""
    return zipped(mimetype=f"application/vnd.oasis.opendocument.{kind}".encode(), **more)


ALL = {
    "certificate.pdf": PDF, "shot.png": png(), "scan.jpg": JPEG, "scan.jpeg": JPEG,
    "moving.gif": GIF, "small.webp": WEBP, "fax.tif": TIFF, "letter.docx": office("word"),
    "list.xlsx": office("xl"), "deck.pptx": office("ppt"), "letter.odt": open_document("text"),
    "list.ods": open_document("spreadsheet"), "deck.odp": open_document("presentation"),
    "note.txt": "Schön: für März – ok\n".encode(), "list.csv": b"a;b\n1;2\n",
    "mail.eml": EML, "mail.msg": MSG,
}  # fmt: skip
