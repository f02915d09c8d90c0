"""What a kept file turns into when it is bound: pages, pictures, lines, or an attachment."""

import contextlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.checklist.evidence_kinds import PICTURES, TEXTS, decoded, kind_says
from models.checklist.evidence_record import Evidence
from models.text import counted, listed, number

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 1_000  # of one PDF; a longer one is attached
_MOST_FRAMES = 200
_MOST_LINES = 2_000
_LONGEST_LINE = 2_000
_MOST_PIXELS = 120_000_000
_RUNS = ("/RichMedia", "/3D", "/Screen", "/Movie", "/Sound", "/FileAttachment")
_ADDRESSES = ("http://", "https://", "mailto:")
_SIDE = 2_400  # pixels of a picture's longer side; on paper that is 300 to the inch
# What Pillow raises on pictures that are damaged, found by damaging some at random.
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError, LookupError, AttributeError,
    ArithmeticError, RuntimeError, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """How a file is bound: a `sentence` on its own page, then one of these.

    `pages` of the PDF itself follow; `frames` pictures; `lines` of text. `attached`: the file is
    held inside the binder as it is.
    """

    sentence: str = ""
    pages: int = 0
    frames: int = 0
    lines: tuple[str, ...] = ()
    attached: bool = False


REFUSED = Shown(
    "This file takes more memory or time to be shown than any document should. It is attached as"
    " it is.",
    attached=True,
)


def look(evidence: Evidence, path: Path) -> Shown:
    """How a file is bound. What can't be shown is attached, with a sentence that says why."""
    if evidence.kind == "pdf":
        return _pdf(path)
    if evidence.kind in PICTURES:
        return _picture(path)
    if evidence.kind in TEXTS:
        return _text(evidence.kind, path.read_bytes())
    return Shown(
        f"This {kind_says(evidence.kind)} can’t be set as a page. It is attached to this PDF:"
        " open the list of attachments to see it.",
        attached=True,
    )


def _pdf(path: Path) -> Shown:
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
            if pages > MOST_PAGES:
                return Shown(
                    f"This PDF has {number(pages)} pages, too many to be bound. It is attached"
                    " as it is.",
                    attached=True,
                )
            # Copied once for trial, so that one bad page does not take the whole binder with it.
            _try_copy(pdf)
            # Small faults are common and harmless; where the list of parts had to be made anew,
            # some may be missing.
            torn = any("reconstruct" in str(told) for told in pdf.get_warnings())
    except pikepdf.PasswordError:
        return Shown(
            "This PDF is locked with a password and can’t be shown. It is attached as it is.",
            attached=True,
        )
    except (pikepdf.PdfError, *_BROKEN):
        pages, torn = 0, True
    if pages and torn:
        return Shown(
            f"This PDF is damaged: {counted(pages, 'page')} of it could be read and"
            f" {'follows' if pages == 1 else 'follow'}. The file is attached as it is.",
            pages,
            attached=True,
        )
    if not pages:
        return Shown("This PDF is damaged and can’t be shown. It is attached as it is.",
                     attached=True)  # fmt: skip
    return Shown(f"{counted(pages, 'page')} of it {'follows' if pages == 1 else 'follow'}.", pages)


def _try_copy(pdf: Any) -> None:
    import io

    import pikepdf

    with pikepdf.new() as trial:
        trial.pages.extend(pdf.pages)
        for page in trial.pages:
            disarm(page)
        trial.save(io.BytesIO(), stream_decode_level=pikepdf.StreamDecodeLevel.none)


def disarm(page: Any) -> None:
    """Take away what a page would do by itself, or run on a click."""
    import pikepdf

    page_object = page.obj if hasattr(page, "obj") else page
    for name in ("/AA", "/StructParents"):
        # The second names a place in a tree of its own, which is another one here.
        if name in page_object:
            del page_object[name]
    annotations = page_object.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return
    kept = pikepdf.Array()
    for annotation in list(annotations):
        if not isinstance(annotation, pikepdf.Dictionary):
            continue
        if str(annotation.get("/Subtype", "")) in _RUNS:
            continue
        kept.append(annotation)
        for name in ("/AA", "/StructParent"):
            if name in annotation:
                del annotation[name]
        action = annotation.get("/A")
        if action is not None and not _only_leads(action):
            del annotation["/A"]
        if "/PA" in annotation:
            del annotation["/PA"]
    page_object["/Annots"] = kept


def _only_leads(action: Any) -> bool:
    """Whether a click goes to another place or address, and does nothing besides."""
    import pikepdf

    if not isinstance(action, pikepdf.Dictionary) or "/Next" in action:
        return False
    kind = action.get("/S")
    if kind == pikepdf.Name.URI:
        return str(action.get("/URI", "")).strip().lower().startswith(_ADDRESSES)
    return bool(kind == pikepdf.Name.GoTo)


def _picture(path: Path) -> Shown:
    frames = 0
    with _opened(path) as image:
        if image is not None:
            frames = _frames(image)
    if not frames:
        return Shown("This picture can’t be shown. It is attached as it is.", attached=True)
    if frames > _MOST_FRAMES:
        return Shown(
            f"This picture has {number(frames)} pages, too many to be bound. It is attached as"
            " it is.",
            attached=True,
        )
    return Shown(frames=frames)


def picture(path: Path, frame: int) -> "Image | None":
    """A picture upright and no larger than a page shows; None where it turns out to be damaged."""
    from PIL import ImageOps

    with _opened(path) as image:
        if image is None:
            return None
        try:
            image.seek(frame)
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_SIDE, _SIDE))
            return upright.convert("RGBA" if _is_clear(upright) else "RGB")
        except _BROKEN:
            return None


def _is_clear(image: "Image") -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _frames(image: "Image") -> int:
    """The pages of a scan; of a moving picture only its first."""
    try:
        frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
        for frame in range(min(frames, _MOST_FRAMES)):
            image.seek(frame)
            if image.width * image.height > _MOST_PIXELS:
                return 0
            image.load()
        return frames
    except _BROKEN:
        return 0


@contextlib.contextmanager
def _opened(path: Path) -> Iterator["Image | None"]:
    import warnings

    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        # Whatever is odd in a picture is no news for whoever binds it; its pixels are counted here.
        warnings.simplefilter("ignore")
        try:
            image = Image.open(path)
        except (UnidentifiedImageError, Image.DecompressionBombError, *_BROKEN):
            yield None
            return
        with image:
            yield image


def _text(kind: str, data: bytes) -> Shown:
    lines = _mail(data) if kind == "eml" else (decoded(data) or "").splitlines()
    attached, sentence = kind == "eml", ""
    if len(lines) > _MOST_LINES:
        sentence = (
            f"The first {number(_MOST_LINES)} of {number(len(lines))} lines; the whole file is"
            " attached."
        )
        lines, attached = lines[:_MOST_LINES], True
    elif attached:
        sentence = "The mail’s text; the mail itself, with what hangs on it, is attached."
    return Shown(
        sentence, lines=tuple(_one_line(line) for line in lines) or ("",), attached=attached
    )


def _one_line(line: str) -> str:
    line = line.expandtabs(4).rstrip()
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"


def _mail(data: bytes) -> list[str]:
    """A mail's head and its plain text."""
    from email import message_from_bytes
    from email.policy import default

    mail = message_from_bytes(data, policy=default)
    lines = []
    for name in ("From", "To", "Cc", "Date", "Subject"):
        with contextlib.suppress(ValueError, TypeError, IndexError, AttributeError):
            if mail[name]:
                lines.append(f"{name}: {mail[name]}")
    body = ""
    with contextlib.suppress(ValueError, TypeError, LookupError, AttributeError):
        part = mail.get_body(("plain",))
        body = str(part.get_content()) if part is not None else ""
    names: list[str] = []
    with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
        names = [part.get_filename() or "a file without a name" for part in mail.iter_attachments()]
    lines += ["", *(body.splitlines() or ["(no plain text)"])]
    return [*lines, *(["", f"Attached to the mail: {listed(names)}"] if names else [])]
