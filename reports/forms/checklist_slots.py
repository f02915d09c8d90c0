"""The places of a form where somebody writes, and how each looks with and without a reader."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.checklist.sending import PART_WORDS, Question, part_text
from models.checklist.values import YES_NO
from reports import style
from reports.faces import MEDIUM, REGULAR
from reports.facts import clean
from reports.sheet import Sheet
from reports.style import Type

TEXT, LINES, COMBO, RADIO = "text", "lines", "combo", "radio"
EDGE = "#AEB8C4"
LABEL = Type(MEDIUM, 6.9, 9, style.SECOND)
HINT = Type(REGULAR, 7.4, 9.6, style.SECOND)
OPTION = Type(REGULAR, 8.6, 11.4)
WRITTEN = Type(REGULAR, 8.6, 11.4)
SPOT = 11.0
ONE_LINE = 18.0
NOTE_TALL = 30.0
PAPER_LINE = 18.0
_BETWEEN = 12.0
_DAY_HINT = "as 3 Mar 2026"


@dataclass(frozen=True, slots=True)
class Slot:
    """A field: its part of an item, its box in points from the top left, what stands in it.

    `options` are key and label of a choice; `spots` the left edges of its circles, of boxes that
    are ticked on paper with their tops.
    """

    item: str
    part: str
    kind: str
    left: float
    top: float
    width: float
    height: float
    tip: str
    value: str = ""
    hint: str = ""
    label: str = ""
    options: tuple[tuple[str, str], ...] = ()
    spots: tuple[tuple[float, float], ...] = ()

    @property
    def name(self) -> str:
        return field_name(self.item, self.part)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What can be clicked, by a name of its own, with what it asks: one, or each option."""
        if self.kind != RADIO:
            return [(self.name, self.tip)]
        return [(f"{self.name}/{key}", f"{label}: {self.tip}") for key, label in self.options]

    def moved(self, by: float) -> "Slot":
        spots = tuple((x, y + by) for x, y in self.spots)
        return replace(self, top=self.top + by, spots=spots)


def field_name(item: str, part: str) -> str:
    """What a field is called in the file; a point would part a name in two."""
    return f"{item.replace('.', '~')}:{part}"


def slots_of(
    sheet: Sheet, question: Question, currency: str, x: float, width: float, *, paper: bool
) -> tuple[list[Slot], float]:
    """The fields of a question from the top 0 down, and how tall they are together."""
    slots: list[Slot] = []
    y = 0.0
    if "value" in question.parts:
        slot = _answer(sheet, question, currency, x, width, paper)
        slots.append(slot)
        y = slot.height + 7
    tip = clean(question.line.question, 300)
    top = y + LABEL.leading
    room = (("note", LINES, width - 232, NOTE_TALL), ("owner", TEXT, 118, ONE_LINE),
            ("due_on", TEXT, 90, ONE_LINE))  # fmt: skip
    asked = [one for one in room if one[0] in question.parts]
    for part, kind, wide, tall in asked:
        label = PART_WORDS[part]
        hint = f", {_DAY_HINT}" if part == "due_on" else ""
        value = part_text(question.item, part, question.sent[part])
        slots.append(
            Slot(question.item.key, part, kind, x, top, wide, tall, f"{label}: {tip}{hint}", value,
                 label=f"{label}{hint}")
        )  # fmt: skip
        x += wide + _BETWEEN
    return slots, top + NOTE_TALL if asked else y


def draw(sheet: Sheet, slot: Slot, *, paper: bool) -> None:
    """A field's ground on a form, lines and boxes on paper with what is known already."""
    if slot.label:
        sheet.text(slot.left, slot.top - 3, slot.label, LABEL, width=slot.width)
    if slot.kind == RADIO:
        _options(sheet, slot, paper)
        return
    if slot.hint:
        sheet.text(slot.left + slot.width + 8, slot.top + 12, slot.hint, HINT)
    if not paper:
        sheet.rounded(slot.left, slot.top, slot.width, slot.height, 2.5, style.WHITE, EDGE)
        if slot.kind == COMBO:
            x, y = slot.left + slot.width - 13, slot.top + 7.6
            sheet.polyline([(x, y), (x + 3.2, y + 3.2), (x + 6.4, y)], style.SECOND, 1.1)
        return
    count = max(1, round(slot.height / PAPER_LINE)) if slot.kind == LINES else 1
    pitch = slot.height / count
    for number in range(1, count + 1):
        y = slot.top + number * pitch
        sheet.rule(slot.left, y, slot.left + slot.width, y, EDGE, 0.7)
    told = [clean(line, 2_000) for line in slot.value.splitlines()]
    broken = [part for line in told for part in sheet.wrap(line, WRITTEN, slot.width - 4)]
    for number, line in enumerate(_at_most(sheet, broken, count, slot.width), 1):
        sheet.text(slot.left + 2, slot.top + number * pitch - 4.4, line, WRITTEN)


def _at_most(sheet: Sheet, lines: list[str], count: int, width: float) -> list[str]:
    if len(lines) <= count:
        return lines
    return [*lines[: count - 1], sheet.fit(f"{lines[count - 1]} …", WRITTEN, width - 4)]


def _options(sheet: Sheet, slot: Slot, paper: bool) -> None:
    for (key, label), (x, y) in zip(slot.options, slot.spots, strict=True):
        if paper:
            sheet.rounded(x, y, SPOT, SPOT, 1.5, style.WHITE, style.SECOND)
            if key == slot.value:
                tick = [(2.4, 5.8), (4.7, 8.2), (8.8, 3.0)]
                sheet.polyline([(x + a, y + b) for a, b in tick], style.INK, 1.5)
        else:
            # On the page as well: a reader that draws the fields itself draws no ring.
            sheet.ring(x + SPOT / 2, y + SPOT / 2, SPOT / 2 - 0.7, style.SECOND, 0.9)
        sheet.text(x + SPOT + 5, y + 8.7, label, OPTION, width=slot.left + slot.width - x - SPOT)


def _answer(
    sheet: Sheet, question: Question, currency: str, x: float, width: float, paper: bool
) -> Slot:
    item = question.item
    tip = clean(question.line.question, 300)
    value = part_text(item, "value", question.sent["value"])
    base = Slot(item.key, "value", TEXT, x, 0, 124, ONE_LINE, tip, value)
    if item.kind == "yes_no":
        return _ticked(sheet, base, tuple(YES_NO.items()), width)
    if item.kind == "choice":
        options = tuple((one.key, clean(one.label, 200)) for one in item.choices)
        # Places on a scale are read side by side; what nobody adds a note to is such a one.
        if paper or question.parts == ("value",):
            return _ticked(sheet, base, options, width)
        return replace(base, kind=COMBO, width=min(width, 300), options=options)
    if item.kind in ("text", "people"):
        names = item.kind == "people"
        tall = 3 * PAPER_LINE if paper else 40.0 if names else 52.0
        hint = ", one name per line" if names else ""
        return replace(base, kind=LINES, width=width, height=tall, tip=f"{tip}{hint}")
    if item.kind == "date":
        return replace(base, hint=_DAY_HINT, tip=f"{tip}, {_DAY_HINT}")
    unit = currency if item.kind == "money" else clean(item.unit, 60)
    return replace(base, hint=unit, tip=f"{tip}, {unit}" if unit else tip)


def _ticked(sheet: Sheet, base: Slot, options: Sequence[tuple[str, str]], width: float) -> Slot:
    """Options side by side, going on below where there is no room."""
    spots, x, y = [], base.left, 2.5
    for _, label in options:
        wide = SPOT + 5 + sheet.width(label, OPTION)
        if x > base.left and x + wide > base.left + width:
            x, y = base.left, y + 17
        spots.append((x, y))
        x += wide + 22
    return replace(
        base, kind=RADIO, width=width, height=y + 13.5, options=tuple(options), spots=tuple(spots)
    )
