"""The cover: whose pack it is, where the partner stands, and what each part says."""

from models.text import day_text, participation_text
from reports import charts, style
from reports.faces import REGULAR, SEMIBOLD
from reports.figures import Figures
from reports.page import EDITION_TEXT, Book, Leaf, Section
from reports.sheet import END, Sheet
from reports.style import HEIGHT, MARGIN, NAVY, PALE, RIGHT, WHITE, Type

_PANEL = 322.0
_LEFT = 366.0
_EYEBROW = Type(SEMIBOLD, 8.2, 11, PALE)
_NAME = Type(SEMIBOLD, 31, 36, WHITE)
_NAME_SMALL = Type(SEMIBOLD, 23, 28, WHITE)
_LINE = Type(REGULAR, 10.5, 15, PALE)
_TIER = Type(SEMIBOLD, 22, 26, WHITE)
_SMALL = Type(REGULAR, 8, 12, PALE)
_SMALL_STRONG = Type(SEMIBOLD, 8, 12, WHITE)
_PART = Type(SEMIBOLD, 10, 13)
_PAGE = Type(SEMIBOLD, 10, 13, style.ACCENT)
_QUIET = style.BODY.in_colour(style.THIRD)


def draw(book: Book, figures: Figures) -> None:
    """Draw the cover on the page kept for it: last of all, when the other pages are known."""
    sheet = book.leaves[0].sheet
    _panel(book, sheet, figures)
    book.stamp(sheet)
    bottom = _contents(book, sheet)
    _people(sheet, bottom, figures)


def _panel(book: Book, sheet: Sheet, figures: Figures) -> None:
    facts, width = figures.facts, _PANEL - MARGIN - 28
    sheet.rect(0, 0, _PANEL, HEIGHT, NAVY)
    sheet.text(MARGIN, 44, facts.title.upper(), _EYEBROW, tracking=0.5, width=width - 40)
    name = _NAME if len(sheet.wrap(facts.partner.name, _NAME, width)) <= 3 else _NAME_SMALL
    y = sheet.paragraph(MARGIN, 104, width, facts.partner.name, name, most=5) - name.leading + 26
    for line in (facts.partner.region, participation_text(facts.decision.participation)):
        if line:
            sheet.text(MARGIN, y, line, _LINE, width=width)
            y += _LINE.leading

    y = 330.0
    tier = figures.earned or figures.terms.outside
    sheet.text(MARGIN, y, "Calculated tier", _SMALL)
    x = MARGIN + sheet.text(MARGIN, y + 24, tier.label, _TIER) + 10
    sheet.text(x, y + 24, tier.alias, _LINE, width=MARGIN + width - x)
    _ladder(sheet, y + 38, width, figures)

    y = HEIGHT - 92
    program = f"{facts.decision.program}, version {facts.decision.version}"
    for strong, text in (
        (True, f"As of {day_text(facts.as_of)}"),
        (False, program),
        (False, f"Pack {book.pack_id[:12]}"),
        (True, EDITION_TEXT[facts.edition]),
    ):
        sheet.text(MARGIN, y, text, _SMALL_STRONG if strong else _SMALL, width=width)
        y += 13.5


def _ladder(sheet: Sheet, y: float, width: float, figures: Figures) -> None:
    """Aggregate TCV on a scale that gives each tier the same room."""
    targets = figures.money_targets()
    if not targets:
        return
    values = [target for _, target in targets]
    sheet.rect(MARGIN, y, width, 5, "#24486C")
    filled = charts.tier_aligned(figures.decision.tcv.total, values)
    sheet.rect(MARGIN, y, max(width * filled, 0.8), 5, WHITE)
    for number, (tier, _) in enumerate(targets):
        at = MARGIN + width * charts.tick_at(number, len(targets))
        sheet.rect(at - 0.9, y - 3, 1.8, 11, PALE)
        sheet.text(at + 0.9, y + 19, tier.label, _SMALL, align=END)


def _contents(book: Book, sheet: Sheet) -> float:
    y = 80.0
    sheet.text(_LEFT, y + 10, "In this pack", style.TITLE)
    y += 26
    width = RIGHT - _LEFT
    for section in book.sections:
        sheet.rule(_LEFT, y, RIGHT, y, style.LINE, 0.6)
        first: Leaf | None = book.first_of(section)
        if first is None:
            sheet.text(_LEFT, y + 16, section.called(book.facts), _PART.in_colour(style.THIRD))
            line = book.nothing[section.key]
            below = sheet.paragraph(_LEFT, y + 29.5, width - 40, line, _QUIET, most=1)
        else:
            sheet.text(_LEFT, y + 16, section.called(book.facts), _PART)
            sheet.text(RIGHT, y + 16, str(book.number_of(section)), _PAGE, align=END)
            below = sheet.paragraph(_LEFT, y + 29.5, width - 40, first.title, style.BODY, most=1)
            sheet.link(_LEFT, y, RIGHT, below - 4, section.key, first.title)
        y = below - 2.2
    sheet.rule(_LEFT, y, RIGHT, y, style.LINE, 0.6)
    return y


def _people(sheet: Sheet, y: float, figures: Figures) -> None:
    """Who speaks for each side on the day."""
    day, half = figures.facts.as_of, (RIGHT - _LEFT - 24) / 2
    sides = (("partner", "For the partner"), ("host", "For the host"))
    y += 22
    for number, (side, title) in enumerate(sides):
        people = [
            person
            for person in figures.facts.file.contacts
            if person.side == side
            and person.role in ("executive sponsor", "alliance manager")
            and person.in_place_on(day)
        ]
        if not people:
            continue
        x = _LEFT + number * (half + 24)
        sheet.text(x, y, title, style.HEADING, width=half)
        at = y + 14
        for person in sorted(people, key=lambda p: (p.role != "executive sponsor", p.name))[:3]:
            role = person.role.capitalize()
            room = half - sheet.width(role, style.NOTE) - 10
            sheet.text(x, at, person.name, style.BODY, width=room)
            sheet.text(x + half, at, role, style.NOTE, align=END)
            at += 12.5


SECTION = Section("cover", "Cover", draw)
