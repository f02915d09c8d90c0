"""Fields of a PDF form with their values, tips and appearances, in fonts that are in the file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports import style
from reports.faces import REGULAR, SYMBOLS
from reports.forms.checklist_layout import HEIGHT
from reports.forms.checklist_slots import COMBO, LINES, RADIO, SPOT, Slot
from reports.forms.form_fonts import NAMES, FormFonts, advances, field_face
from reports.forms.form_mark import NOT_CHOSEN
from reports.paths import circle, rgb

if TYPE_CHECKING:
    import pikepdf

_SIZE, _LEADING, _PAD = 8.8, 11.2, 3.0
_MULTILINE, _COMBO, _RADIO = 1 << 12, 1 << 17, 1 << 15
_READ_ONLY, _HIDDEN, _PRINT = 1, 2, 4
# More than this is never seen in a field at once; its value holds all of it.
_MOST_LINES, _MOST_SIGNS = 40, 4_000
# Scripts that run from right to left or join their letters: a reader sets them, we can't.
_JOINED = ((0x0590, 0x08FF), (0x0900, 0x0DFF), (0x0E00, 0x0EFF), (0xFB1D, 0xFEFC))


class Fields:
    """Collects the fields of a document in their order; `form` is its form dictionary."""

    def __init__(self, pdf: "pikepdf.Pdf", *, han: bool) -> None:
        self._pdf = pdf
        self.fonts = FormFonts(pdf, han=han)
        self.widgets: dict[str, pikepdf.Object] = {}
        self._fields: list[pikepdf.Object] = []
        self._undrawn = False
        self._spots: dict[bool, pikepdf.Object] = {}

    def add(self, page: "pikepdf.Page", slot: Slot) -> None:
        """One field on a page; several widgets where it is a row of circles."""
        if slot.kind == RADIO:
            self._add_radio(page, slot)
        else:
            self._add_text(page, slot)

    def add_hidden(self, page: "pikepdf.Page", name: str, value: str) -> None:
        """A field that nobody sees: readers that drop attachments keep it."""
        from pikepdf import Array, Dictionary, Name, String

        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(name), V=String(value),
            TU=String("What the form is, for Alliance Desk"), Ff=_READ_ONLY, F=_HIDDEN,
            Rect=Array([0, 0, 0, 0]), DA=self._da, P=page.obj,
        )  # fmt: skip
        self._attach(page, field)

    def form(self) -> "pikepdf.Dictionary":
        """The form dictionary with the fonts that its fields are typed in."""
        from pikepdf import Array, Dictionary

        fonts = {f"/{NAMES[name]}": self.fonts.place(name) for name in (REGULAR, self.fonts.typing)}
        form = Dictionary(
            Fields=Array(self._fields), DR=Dictionary(Font=Dictionary(fonts)), DA=self._da
        )
        if self._undrawn:
            # Our fonts can't set some of the values: the reader is asked to, in its own.
            form.NeedAppearances = True
        self.fonts.finish()
        return form

    @property
    def _da(self) -> "pikepdf.String":
        from pikepdf import String

        colour = rgb(style.INK)
        return String(f"/{NAMES[self.fonts.typing]} {_SIZE} Tf {colour} rg")

    def _attach(self, page: "pikepdf.Page", field: "pikepdf.Dictionary") -> "pikepdf.Object":
        made = self._pdf.make_indirect(field)
        page.obj.Annots.append(made)
        self._fields.append(made)
        return made

    def _add_text(self, page: "pikepdf.Page", slot: Slot) -> None:
        from pikepdf import Array, Dictionary, Name, String

        combo = slot.kind == COMBO
        shown = dict(slot.options).get(slot.value, slot.value) if combo else slot.value
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Ch if combo else Name.Tx,
            T=String(slot.name), TU=String(slot.tip), F=_PRINT, Rect=_rect(slot), DA=self._da,
            P=page.obj, Ff=_COMBO if combo else _MULTILINE if slot.kind == LINES else 0,
        )  # fmt: skip
        if combo:
            options = (("", NOT_CHOSEN), *slot.options)
            field.Opt = Array([Array([String(key), String(label)]) for key, label in options])
        if slot.value:
            field.V = String(slot.value)
            field.DV = String(slot.value)
        field.AP = Dictionary(N=self._text_look(slot, shown))
        self.widgets[slot.name] = self._attach(page, field)

    def _add_radio(self, page: "pikepdf.Page", slot: Slot) -> None:
        from pikepdf import Array, Dictionary, Name, String

        group = self._pdf.make_indirect(
            Dictionary(FT=Name.Btn, Ff=_RADIO, T=String(slot.name), TU=String(slot.tip))
        )
        group.V = Name(f"/{slot.value or 'Off'}")
        kids = []
        names = zip(slot.options, slot.fields, slot.spots, strict=True)
        for (key, _), (name, tip), (x, y) in names:
            on = key == slot.value
            look = Dictionary({f"/{key}": self._spot(on=True), "/Off": self._spot(on=False)})
            kid = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, Parent=group, F=_PRINT, P=page.obj,
                TU=String(tip), AS=Name(f"/{key}" if on else "/Off"),
                Rect=Array([x, HEIGHT - y - SPOT, x + SPOT, HEIGHT - y]),
                MK=Dictionary(BC=Array([0.33, 0.38, 0.44])), AP=Dictionary(N=look),
            )  # fmt: skip
            made = self._pdf.make_indirect(kid)
            page.obj.Annots.append(made)
            kids.append(made)
            self.widgets[name] = made
        group.Kids = Array(kids)
        self._fields.append(group)

    def _spot(self, *, on: bool) -> "pikepdf.Object":
        if on not in self._spots:
            half = SPOT / 2
            code = f"1 1 1 rg {rgb(style.SECOND)} RG 0.9 w {circle(half, half, half - 0.7)} B"
            if on:
                code += f" {rgb(style.ACCENT)} rg {circle(half, half, half - 2.8)} f"
            self._spots[on] = self._look(code, SPOT, SPOT)
        return self._spots[on]

    def _text_look(self, slot: Slot, shown: str) -> "pikepdf.Object":
        room = slot.width - 2 * _PAD
        lines = shown[:_MOST_SIGNS].split("\n")
        if slot.kind == LINES:
            lines = [part for line in lines for part in _broken(line, room)][:_MOST_LINES]
            base = slot.height - _PAD - 8
        else:
            lines = [_drawable(" ".join(lines))]
            base = (slot.height - _SIZE) / 2 + 2.2
        self._undrawn = self._undrawn or any(_beyond_us(sign) for sign in shown)
        code = [f"/Tx BMC q {_PAD - 1:g} 1 {room + 2:.2f} {slot.height - 2:.2f} re W n"]
        code.append(f"BT {rgb(style.INK)} rg")
        used: list[tuple[str, str]] = []
        for number, line in enumerate(lines):
            code.append(f"1 0 0 1 {_PAD:g} {base - number * _LEADING:.2f} Tm")
            for resource, glyphs in self.fonts.encoded(line):
                used.append((resource, glyphs))
                code.append(f"/{resource} {_SIZE} Tf <{glyphs}> Tj")
        code.append("ET Q EMC")
        text = "\n".join(code) if shown else "/Tx BMC EMC"
        return self._look(text, slot.width, slot.height, used)

    def _look(
        self, code: str, wide: float, tall: float, used: Sequence[tuple[str, str]] = ()
    ) -> "pikepdf.Object":
        from pikepdf import Array, Dictionary, Name, Stream

        resources = Dictionary(Font=self.fonts.resources(used)) if used else Dictionary()
        return self._pdf.make_indirect(
            Stream(
                self._pdf, code.encode("ascii"), Type=Name.XObject, Subtype=Name.Form,
                BBox=Array([0, 0, round(wide, 2), round(tall, 2)]), Resources=resources,
            )
        )  # fmt: skip


def _rect(slot: Slot) -> "pikepdf.Array":
    from pikepdf import Array

    edges = (
        slot.left, HEIGHT - slot.top - slot.height, slot.left + slot.width, HEIGHT - slot.top
    )  # fmt: skip
    return Array([round(edge, 2) for edge in edges])


def _broken(text: str, room: float) -> list[str]:
    """A line cut into lines that fit, at blanks where there are some."""
    drawn = _drawable(text)
    lines, start, used, blank = [], 0, 0.0, -1
    for at, wide in enumerate(advances(drawn)):
        if drawn[at] == " ":
            blank = at
        used += wide * _SIZE
        if used <= room or at == start:
            continue
        end = blank if blank > start else at
        lines.append(drawn[start:end])
        start = end + (end == blank)
        used = sum(advances(drawn[start : at + 1])) * _SIZE
        if len(lines) > _MOST_LINES:
            break
    return [*lines, drawn[start:]]


def _drawable(text: str) -> str:
    """The signs of a line that can be drawn: no controls; joiners and marks of direction go."""
    return "".join(
        " " if sign == "\t" else sign
        for sign in text
        if sign == "\t" or (sign.isprintable() and not "\u200b" <= sign <= "\u200f")
    )


def _beyond_us(sign: str) -> bool:
    if sign.isascii():
        return False
    code = ord(sign)
    if any(first <= code <= last for first, last in _JOINED):
        return True
    name, drawn = field_face(sign)
    return name == SYMBOLS and drawn != sign
