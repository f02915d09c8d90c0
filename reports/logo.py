"""A partner's logo made ready for a cover: looked at with care, upright, no larger than needed."""

import io
import warnings
from pathlib import Path
from typing import Any

from models.errors import UserError

MOST_BYTES = 2 * 2**20
# A cover shows it at most 180 points wide: three dots to the point is what a printer makes of it.
_WIDE, _HIGH = 600, 300
_MOST_PIXELS = 40_000_000
_LEAST = 16
_HINT = "Choose a PNG or a JPEG of at most 2 MB."


def read_logo(path: Path) -> bytes:
    """The logo in a file, ready to be kept. Raises UserError, as one sentence, where it is none."""
    try:
        if path.is_dir():
            raise UserError(f"{path.name} is a folder.", _HINT)
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"{path.name} is larger than 2 MB.", _HINT)
        data = path.read_bytes()
    except OSError as fault:
        raise UserError(
            f"{path.name} can’t be read: {fault.strerror or 'it is no file'}.",
            "Look whether it is still there and whether you may read it.",
        ) from fault
    return ready(data, path.name)


def ready(data: bytes, name: str) -> bytes:
    """A picture as it is kept: PNG, or JPEG where it was one; without what a camera wrote into it.

    Raises UserError for what is no PNG or JPEG, is damaged, or has more pixels than any logo.
    """
    upright, jpeg = looked_at(data, name)
    target = io.BytesIO()
    if jpeg:
        upright.save(target, "JPEG", quality=90)
    else:
        upright.save(target, "PNG", optimize=True)
    return target.getvalue()


def looked_at(data: bytes, name: str) -> tuple[Any, bool]:
    """A picture upright and no larger than needed, and whether it was a JPEG; raises as `ready`."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    broken = UserError(f"{name} is damaged, or it is no PNG or JPEG.", _HINT)
    vast = UserError(f"{name} has too many pixels for a logo.", _HINT)
    if len(data) > MOST_BYTES:
        raise UserError(f"{name} is larger than 2 MB.", _HINT)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its pixels are counted here, before any is read
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise vast
                if min(image.size) < _LEAST:
                    raise UserError(
                        f"{name} is too small for a cover.",
                        f"Choose one of at least {_LEAST} pixels each way.",
                    )
                image.seek(0)
                upright = ImageOps.exif_transpose(image)
                jpeg = image.format == "JPEG"
                upright = upright.convert("RGB" if jpeg else "RGBA")
                upright.thumbnail((_WIDE, _HIGH))
    except Image.DecompressionBombError as fault:
        raise vast from fault
    except (
        UnidentifiedImageError, OSError, SyntaxError, ValueError,
        EOFError, IndexError, KeyError, OverflowError, MemoryError, TypeError, ZeroDivisionError,
    ) as fault:  # fmt: skip
        raise broken from fault
    return upright, jpeg
