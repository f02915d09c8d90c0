"""The cover: whose pack it is, for which meeting, where the partner stands, what each part says."""

from typing import NamedTuple

from models.gauge import tick_positions, tier_position
from models.pack_plan import APPENDIX
from models.text import day_text, participation_text
from reports import picture, style
from reports.faces import REGULAR, SEMIBOLD
from reports.figures import Figures
from reports.page import EDITION_TEXT, Book, Section
from reports.sheet import END, Sheet
from reports.style import HEIGHT, MARGIN, NAVY, PALE, RIGHT, WHITE, Type

_PANEL = 322.0
_LEFT = 366.0
_EYEBROW = Type(SEMIBOLD, 8.2, 11, PALE)
_NAME = Type(SEMIBOLD, 31, 36, WHITE)
_NAME_SMALL = Type(SEMIBOLD, 21, 25, WHITE)
_LINE = Type(REGULAR, 10.5, 15, PALE)
_MEETING = Type(SEMIBOLD, 10.5, 15, WHITE)
_TIER = Type(SEMIBOLD, 22, 26, WHITE)
_SMALL = Type(REGULAR, 8, 12, PALE)
_SMALL_STRONG = Type(SEMIBOLD, 8, 12, WHITE)
_PART = Type(SEMIBOLD, 10, 13)
_PART_SMALL = Type(SEMIBOLD, 8.2, 11)
_PAGE = Type(SEMIBOLD, 10, 13, style.ACCENT)
_QUIET = style.BODY.in_colour(style.THIRD)
_LOGO = (MARGIN, 68.0, 150.0, 44.0)
_PLATE = 7.0
_TALL, _LOW, _HEAD = 43.4, 17.4, 24.0  # a part in two lines, in one, a heading between
_WIDEST = 160.0  # of a name beside what its part says
_MOST_PEOPLE = 12
_ENOUGH = 0.4  # of the room; a shorter part of a sentence tells less than its beginning


def draw(book: Book, figures: Figures) -> None:
    """Draw the cover on the page kept for it: last of all, when the other pages are known."""
    sheet = book.leaves[0].sheet
    _panel(book, sheet, figures)
    book.stamp(sheet)
    people = _people(figures)
    rows = max((len(lines) for _, lines in people), default=0)
    tall = 34 + rows * 12.5 if people else 0
    bottom = _contents(book, sheet, HEIGHT - 24 - tall)
    _attend(sheet, bottom, people)


# Left: whose pack it is


def _panel(book: Book, sheet: Sheet, figures: Figures) -> None:
    facts, plan, width = figures.facts, figures.facts.plan, _PANEL - MARGIN - 28
    sheet.rect(0, 0, _PANEL, HEIGHT, NAVY)
    sheet.text(MARGIN, 44, facts.title.upper(), _EYEBROW, tracking=0.5, width=width - 40)
    logo = picture.opened(plan.logo, _LOGO[2], _LOGO[3])
    top = 104.0
    if logo is not None:
        left, at, wide, tall = picture.fitted(logo.size, _LOGO)
        box = (left - _PLATE, at - _PLATE, wide + 2 * _PLATE, tall + 2 * _PLATE)
        sheet.rounded(MARGIN, box[1], box[2], box[3], 4, WHITE)
        shown = (MARGIN + _PLATE, at, wide, tall)
        picture.draw(book, sheet, logo, shown, f"Logo of {facts.partner.name}")
        top = 158.0
    lines = [
        (line, type_)
        for line, type_ in (
            (facts.partner.region, _LINE),
            (participation_text(facts.decision.participation), _LINE),
            (f"Meeting on {day_text(plan.meeting_on)}" if plan.meeting_on else "", _MEETING),
            (plan.place, _LINE),
        )
        if line
    ]
    room = 330 - top - _LINE.leading * len(lines)
    big = len(sheet.wrap(facts.partner.name, _NAME, width)) * _NAME.leading <= room
    name = _NAME if big else _NAME_SMALL
    most = max(1, int(room // name.leading))
    y = sheet.paragraph(MARGIN, top, width, facts.partner.name, name, most) - name.leading + 26
    for line, type_ in lines:
        if type_ is _MEETING:
            y += 5
        sheet.text(MARGIN, y, line, type_, width=width)
        y += type_.leading
    _tier(sheet, 352.0, width, figures)
    _imprint(book, sheet, width, figures)


def _tier(sheet: Sheet, y: float, width: float, figures: Figures) -> None:
    tier = figures.earned or figures.terms.outside
    sheet.text(MARGIN, y, "Calculated tier", _SMALL)
    x = MARGIN + sheet.text(MARGIN, y + 24, tier.label, _TIER, width=width) + 10
    if x < MARGIN + width - 20:
        sheet.text(x, y + 24, tier.alias, _LINE, width=MARGIN + width - x)
    _ladder(sheet, y + 38, width, figures)


def _ladder(sheet: Sheet, y: float, width: float, figures: Figures) -> None:
    """Aggregate TCV on a scale that gives each tier the same room."""
    targets = figures.money_targets()
    if not targets:
        return
    values = [target for _, target in targets]
    sheet.rect(MARGIN, y, width, 5, "#24486C")
    filled = tier_position(figures.decision.tcv.total, values)
    sheet.rect(MARGIN, y, max(width * filled, 0.8), 5, WHITE)
    for (tier, _), place in zip(targets, tick_positions(len(targets)), strict=True):
        at = MARGIN + width * place
        sheet.rect(at - 0.9, y - 3, 1.8, 11, PALE)
        room = width * 0.9 / len(targets) - 6
        sheet.text(at + 0.9, y + 19, tier.label, _SMALL, align=END, width=room)


def _imprint(book: Book, sheet: Sheet, width: float, figures: Figures) -> None:
    facts = figures.facts
    program = f"{facts.decision.program}, version {facts.decision.version}"
    lines = [
        (f"As of {day_text(facts.as_of)}", _SMALL_STRONG),
        (program, _SMALL),
        (f"Pack {book.pack_id[:12]}", _SMALL),
        (EDITION_TEXT[facts.edition], _SMALL_STRONG),
    ]
    words = sheet.wrap(facts.plan.confidentiality, _SMALL, width, 3)
    lines += [(line, _SMALL) for line in words]
    y = HEIGHT - 38 - 13.5 * (len(lines) - 1)
    for text, type_ in lines:
        sheet.text(MARGIN, y, text, type_, width=width)
        y += 13.5


# Right: what each part says, and who meets


class _Part(NamedTuple):
    key: str
    name: str
    words: str
    page: int


def _contents(book: Book, sheet: Sheet, bottom: float) -> float:
    y = 80.0
    with sheet.inside("H1"):
        sheet.text(_LEFT, y + 10, "In this pack", style.TITLE)
    y += 26
    body, appendix = _parts(book)
    count, heads = len(body) + len(appendix), _HEAD if body and appendix else 0
    tall = count * _TALL + heads <= bottom - y
    names = [sheet.width(part.name, _PART_SMALL) for part in (*body, *appendix)]
    name = min(_WIDEST, max(names, default=0)) + 12
    low = min(_LOW + 4, max(13.0, (bottom - y - heads) / max(1, count)))
    for title, parts in (("", body), ("Appendix" if body else "", appendix)):
        if title and parts:
            with sheet.inside("H2"):
                sheet.text(_LEFT, y + 17, title, style.HEADING.in_colour(style.SECOND))
            y += _HEAD
        for part in parts:
            y = _two_lines(sheet, y, part) if tall else _one_line(sheet, y, low, name, part)
    sheet.rule(_LEFT, y, RIGHT, y, style.LINE, 0.6)
    return y


def _parts(book: Book) -> tuple[list[_Part], list[_Part]]:
    """The sections of the body and of the appendix, each with what its first page says."""
    found: tuple[list[_Part], list[_Part]] = ([], [])
    for section in book.sections:
        first = book.first_of(section)
        words = first.title if first else book.nothing[section.key]
        part = _Part(section.key, section.called(book.facts), words, book.number_of(section))
        found[section.key in APPENDIX].append(part)
    return found


def _two_lines(sheet: Sheet, y: float, part: _Part) -> float:
    width = RIGHT - _LEFT - 40
    colour = style.INK if part.page else style.THIRD
    sheet.rule(_LEFT, y, RIGHT, y, style.LINE, 0.6)
    with sheet.inside("P"):
        sheet.text(_LEFT, y + 16, part.name, _PART.in_colour(colour), width=width)
        words = _whole(sheet, part.words, style.BODY, width)
        sheet.text(_LEFT, y + 29.5, words, style.BODY if part.page else _QUIET)
        if part.page:
            sheet.text(RIGHT, y + 16, str(part.page), _PAGE, align=END)
    bottom = y + 38.9
    if part.page:
        sheet.link(_LEFT, y, RIGHT, bottom - 1.8, part.key, part.words)
    return bottom


def _one_line(sheet: Sheet, y: float, height: float, name: float, part: _Part) -> float:
    base = y + height / 2 + 3
    colour = style.INK if part.page else style.THIRD
    sheet.rule(_LEFT, y, RIGHT, y, style.LINE, 0.6)
    with sheet.inside("P"):
        sheet.text(_LEFT, base, part.name, _PART_SMALL.in_colour(colour), width=name - 8)
        room = RIGHT - _LEFT - name - 26
        type_ = style.NOTE if part.page else style.NOTE.in_colour(style.THIRD)
        words = _whole(sheet, part.words, type_, room)
        sheet.text(_LEFT + name, base, words, type_, width=room)
        if part.page:
            type_ = _PART_SMALL.in_colour(style.ACCENT)
            sheet.text(RIGHT, base, str(part.page), type_, align=END)
    if part.page:
        sheet.link(_LEFT, y, RIGHT, y + height, part.key, part.words)
    return y + height


def _whole(sheet: Sheet, words: str, type_: Type, room: float) -> str:
    """The words, or of a sentence that is too long its first part, where that says enough."""
    first = words
    while sheet.width(first, type_) > room and "; " in first:
        first = first.rpartition("; ")[0]
    enough = room * _ENOUGH <= sheet.width(first, type_) <= room
    return first if enough else sheet.fit(words, type_, room)


_Side = tuple[str, list[tuple[str, str]]]


def _people(figures: Figures) -> list[_Side]:
    """Who attends, as it was typed; else who speaks for each side on the day."""
    typed = [line for line in figures.facts.plan.attendees if line][:_MOST_PEOPLE]
    if typed:
        people = [_split(line) for line in typed]
        half = (len(people) + 1) // 2
        return [("Attendees", people[:half]), ("", people[half:])]
    day, found = figures.facts.as_of, []
    for side, title in (("partner", "For the partner"), ("host", "For the host")):
        known = [
            person
            for person in figures.facts.file.contacts
            if person.side == side
            and person.role in ("executive sponsor", "alliance manager")
            and person.in_place_on(day)
        ]
        known.sort(key=lambda person: (person.role != "executive sponsor", person.name))
        if known:
            found.append((title, [(one.name, one.role.capitalize()) for one in known[:3]]))
    return found


def _split(line: str) -> tuple[str, str]:
    """The name and the role of "Ada Brandt, sponsor"."""
    name, _, role = line.partition(",")
    role = role.strip()
    return name.strip(), f"{role[:1].upper()}{role[1:]}"


def _attend(sheet: Sheet, y: float, people: list[_Side]) -> None:
    half = (RIGHT - _LEFT - 24) / 2
    y += 22
    for number, (title, lines) in enumerate(people):
        x, at = _LEFT + number * (half + 24), y + 14
        with sheet.inside("H2" if title else "P"):
            sheet.text(x, y, title, style.HEADING, width=half)
        for name, role in lines:
            taken = min(sheet.width(role, style.NOTE), half * 0.6)
            with sheet.inside("P"):
                sheet.text(x, at, name, style.BODY, width=half - taken - 10)
                sheet.text(x + half, at, role, style.NOTE, align=END, width=taken + 0.1)
            at += 12.5


SECTION = Section("cover", "Cover", draw)
