"""A picture that somebody brought, put on a page whole and undistorted, or left out."""

from typing import TYPE_CHECKING, Any

from models.errors import UserError
from reports.logo import looked_at

if TYPE_CHECKING:
    from reports.page import Book
    from reports.sheet import Sheet

Box = tuple[float, float, float, float]


_DOTS = 3  # to the point: 216 an inch, as sharp as a printer makes of a logo


def opened(data: bytes, width: float = 0, height: float = 0) -> Any:
    """The picture on white, no larger than it is printed at; None where the bytes are no picture.

    `width` and `height` are those of its place, in points; without them it stays as it is.
    """
    if not data:
        return None
    from PIL import Image

    try:
        found, _ = looked_at(data, "The logo")
    except UserError:
        return None
    whole = found.convert("RGBA")
    if width and height:
        whole.thumbnail((round(_DOTS * width), round(_DOTS * height)))
    paper = Image.new("RGB", whole.size, "white")
    paper.paste(whole, mask=whole.getchannel("A"))
    return paper


def fitted(size: tuple[int, int], box: Box) -> Box:
    """Left, top, width and height of a picture of that size, as large as it can be in a box.

    It stands at the box's left edge and in the middle of its height.
    """
    left, top, width, height = box
    scale = min(width / size[0], height / size[1])
    wide, tall = size[0] * scale, size[1] * scale
    return left, top + (height - tall) / 2, wide, tall


def draw(book: "Book", sheet: "Sheet", image: Any, box: Box, alt: str) -> None:
    """Draw an opened picture within a box (left, top, width, height); only on the first page.

    The document's writer keeps the picture once, and its page knows that it has one.
    """
    from reportlab.lib.utils import ImageReader

    left, top, wide, tall = fitted(image.size, box)
    with sheet.figure(alt, (left, top, left + wide, top + tall)):
        canvas, code = book._canvas, book._canvas._code
        begun = len(code)
        canvas.drawImage(ImageReader(image), left, sheet.height - top - tall, wide, tall)
        sheet.foreign(code[begun:])
        del code[begun:]
