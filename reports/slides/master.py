"""The empty presentation that slides are put into: one layout, the pack's colours, one face."""

import re
from datetime import date, datetime, time
from typing import Any

from reports.slides.text import FACE, KX, KY, SCHEME, SLIDE_HEIGHT, SLIDE_WIDTH, emu
from reports.style import MARGIN, RIGHT

_PLACES = {  # of the layout, in page points: left, top, right, bottom, size, alignment
    "title": (MARGIN, 54.0, RIGHT, 96.0, 17.0, "l"),
    "ftr": (MARGIN + 250, 564.0, RIGHT - 250, 576.0, 7.4, "ctr"),
    "sldNum": (RIGHT - 58, 564.0, RIGHT, 576.0, 7.4, "r"),
}


def empty(title: str, subject: str, day: date, words: str) -> Any:
    """A presentation without slides; its properties and dates follow from the facts."""
    import pptx

    made: Any = pptx.Presentation()
    made.slide_width, made.slide_height = emu(SLIDE_WIDTH), emu(SLIDE_HEIGHT)
    _bare(made)
    _theme(made)
    layout = made.slide_layouts[0]
    layout.name = "Page"
    _place(made.slide_master)
    for shape in list(layout.placeholders):
        if shape.placeholder_format.type is not None and "DATE" in str(
            shape.placeholder_format.type
        ):
            shape._element.getparent().remove(shape._element)
    moment = datetime.combine(day, time())
    about = made.core_properties
    about.title, about.subject, about.author = title[:255], subject[:255], "Alliance Desk"
    about.last_modified_by, about.keywords, about.comments = "Alliance Desk", "", ""
    about.category, about.identifier, about.language = "Business review", words, "en-GB"
    about.created = about.modified = moment
    about.revision = 1
    return made


def _bare(made: Any) -> None:
    """Take out what the library's own template carries and no slide of ours needs."""
    package, part, master = made.part.package, made.part, made.slide_master
    for relations, drop in ((package._rels, package.drop_rel), (part.rels, part.drop_rel)):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(
                ("/thumbnail", "/printerSettings", "/extended-properties")
            ):
                drop(key)
    for layout in list(made.slide_layouts):
        if layout.name != "Title Only":
            master.slide_layouts.remove(layout)
    for shape in list(master.placeholders):
        if str(shape.placeholder_format.type).startswith(("DATE", "BODY")):
            shape._element.getparent().remove(shape._element)


def _theme(made: Any) -> None:
    for relation in made.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            text = part.blob.decode()
            for value, name in SCHEME.items():
                slot = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}.get(name, name)
                text = _slot(text, slot, value.lstrip("#"))
            link = SCHEME_ACCENT.lstrip("#")
            text = _slot(_slot(text, "hlink", link), "folHlink", link)
            text = text.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FACE}"/>')
            text = text.replace('name="Office Theme"', 'name="Alliance Desk"', 1)
            part.blob = text.encode()


SCHEME_ACCENT = next(value for value, name in SCHEME.items() if name == "accent1")


def _slot(text: str, name: str, value: str) -> str:
    inner = f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
    return re.sub(rf"<a:{name}>.*?</a:{name}>", inner, text, count=1, flags=re.S)


def _place(master: Any) -> None:
    """Put the title and the footer of every slide where the page has them."""
    for shape in master.placeholders:
        kind = str(shape.placeholder_format.type).partition(" ")[0]
        key = {"TITLE": "title", "FOOTER": "ftr", "SLIDE_NUMBER": "sldNum"}.get(kind)
        if key is None:
            continue
        left, top, right, bottom, _, _ = _PLACES[key]
        shape.left, shape.top = emu(left * KX), emu(top * KY)
        shape.width, shape.height = emu((right - left) * KX), emu((bottom - top) * KY)
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    styles = master._element.find(".//{*}titleStyle/{*}lvl1pPr")
    if styles is not None:
        styles.set("algn", "l")
        ink = styles.find("{*}defRPr")
        ink.set("sz", "1700")
        ink.set("b", "1")
    for size in master._element.iterfind(".//{*}lvl1pPr/{*}defRPr"):
        if size.get("sz") == "1200":
            size.set("sz", "740")
