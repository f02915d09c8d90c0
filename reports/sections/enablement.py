"""Enablement: trained people against each tier's minimum, who they are, and what ends when."""

from collections.abc import Sequence
from datetime import date

from models.governance.enablement import gaps
from models.text import counted, day_text, listed, number
from reports import story, style
from reports.blocks import Entry, entries, heading
from reports.charts_capability import Bullet, Item, Lane, bullets, year_strip
from reports.figures import Figures
from reports.figures_capability import (
    Ending,
    Line,
    Person,
    audiences,
    before,
    endings,
    people,
    resource_lines,
    rising,
    training_lines,
)
from reports.marks import GAP_MARK, MET_MARK
from reports.page import Book, Leaf, Section
from reports.sheet import Sheet
from reports.style import BOTTOM, MARGIN, RIGHT, column, span
from reports.table import Cell, Column, Row, Table, Text

_MAIN = span(8) - 12
_ASIDE = column(8)
_ASIDE_WIDTH = span(4)
_KINDS = 3
_PAD = 1.9
_ROW = style.BODY.leading + 2 * _PAD
_QUIET = style.BODY.in_colour(style.SECOND)


def draw(book: Book, figures: Figures) -> None:
    trained, resources = training_lines(figures), resource_lines(figures)
    ending = endings(figures)
    leaf = book.page(SECTION, _title(trained, figures), _support(trained, ending, figures))
    leaf.source = "Trainings, people and papers as recorded; a person counts once."
    y = leaf.top
    left = _bullets(leaf.sheet, y, [*trained, *(line for line, _ in resources)], figures)
    right = _aside(leaf.sheet, y, figures)
    y = max(left, right) + 14
    if ending:
        y = _strip(leaf.sheet, y, ending, figures) + 14
    _people(leaf.sheet, leaf, y, figures)


def _title(trained: Sequence[Line], figures: Figures) -> str:
    target = figures.target
    lines = [line for line in trained if not line.deeper and line.asked(target)]
    if not lines:
        count = len(people(figures))
        who = f"{story.word(count, start=True)} {'person has' if count == 1 else 'people have'}"
        return f"{who} a training on record; {target.label} asks for none"
    line = min(lines, key=lambda one: one.value / one.asked(target))
    asked, short = line.asked(target), line.asked(target) - line.value
    unit = line.unit[1] or "people"
    if short <= 0:
        over = f", {story.word(-short)} above its minimum" if short else ", just its minimum"
        what = f"{story.word(line.value, start=True)} {line.unit[line.value != 1] or 'people'}"
        return f"{what} count for {target.label}{over}" if line.value != 1 else (
            f"{what} counts for {target.label}{over}"
        )  # fmt: skip
    verb = "is" if line.value == 1 else "are"
    start = (
        f"{story.part(line.value)} of the {story.word(asked)} {unit} that {target.label} asks for"
    )
    return f"{start} {verb} trained; {story.word(short)} {'is' if short == 1 else 'are'} missing"


def _support(trained: Sequence[Line], ending: Sequence[Ending], figures: Figures) -> str:
    day = day_text(figures.decision.prerequisites_as_of)
    said = [f"Counted on {day}, each person once"]
    left = sum(line.left_out for line in trained)
    if left:
        verb = "does" if left == 1 else "do"
        said.append(f"{counted(left, 'training')} {verb} not count: not completed or too old")
    soon = len(before(ending, figures.measurement))
    if soon:
        verb = "ends" if soon == 1 else "end"
        when = day_text(figures.measurement)
        said.append(f"{counted(soon, 'record')} {verb} before the measurement on {when}")
    return f"{'; '.join(said)}."


def _bullets(sheet: Sheet, y: float, lines: Sequence[Line], figures: Figures) -> float:
    tiers = list(figures.tiers)
    aim = tiers.index(figures.target)
    rows = []
    for line in lines:
        asks = {tier.key: count for tier, count in line.targets}
        targets = rising([asks.get(tier.key, 0) for tier in tiers]) if asks else ()
        asked = line.asked(figures.target)
        kind = _kind(line.value, asked) if asked else ""
        said = f"{number(line.value)}, asked {number(asked)}" if asked else number(line.value)
        name = f"{line.name[:1].upper()}{line.name[1:]}"
        rows.append(Bullet(name, line.value, targets, aim, said, kind, line.deeper))
    if not rows:
        return y
    y = heading(sheet, MARGIN, y, _MAIN, "People against what each tier asks",
                f"Strong tick = {figures.target.label}") + 6  # fmt: skip
    return bullets(sheet, MARGIN, y, _MAIN, rows, [tier.label for tier in tiers])


def _kind(value: int, asked: int) -> str:
    return MET_MARK if value >= asked else GAP_MARK


def _aside(sheet: Sheet, y: float, figures: Figures) -> float:
    for line, named in resource_lines(figures):
        asked = line.asked(figures.target)
        since = [f"since {day_text(person.since)}" if person.since else "" for person in named]
        lines = [
            Entry(person.name or "Unnamed", day) for person, day in zip(named, since, strict=True)
        ]
        lines = lines or [Entry(f"Nobody is named; {figures.target.label} asks for {number(asked)}."
                                if asked else "Nobody is named.")]  # fmt: skip
        note = f"{number(line.value)}, asked {number(asked)}" if asked else ""
        end = min(BOTTOM - 150, y + 132)
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, line.name, lines, note, most=1,
                    bottom=end) + 12  # fmt: skip
    found = figures.facts.background.audiences
    if found is not None:
        from reports.charts_roadmap import audience_grid

        note = f"{found.covered} of {len(found.cells)} covered"
        y = heading(sheet, _ASIDE, y, _ASIDE_WIDTH, "People trained in 12 months", note)
        y = audience_grid(sheet, _ASIDE, y + 4, _ASIDE_WIDTH, found)
        for words in gaps(found)[:2]:
            y += 10
            sheet.text(_ASIDE, y, words, style.NOTE, width=_ASIDE_WIDTH)
        return y + 4
    others = audiences(figures)
    lines = [
        Entry(f"{kind[:1].upper()}{kind[1:]}", counted(count, "person", "people"))
        for kind, count in others
    ] or [Entry("Nobody in another audience is recorded.")]
    return entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Other audiences trained", lines, most=1,
                   bottom=min(BOTTOM - 60, y + 130))  # fmt: skip


def _strip(sheet: Sheet, y: float, ending: Sequence[Ending], figures: Figures) -> float:
    """The year ahead, and in words what ends before the figures are measured again."""
    wide = RIGHT - MARGIN
    names = dict.fromkeys(one.lane for one in ending)
    lanes = [
        Lane(name, [Item(one.on, one.what, one.on < figures.measurement)
                    for one in ending if one.lane == name])
        for name in names
    ]  # fmt: skip
    note = "Triangle = ends before the next measurement"
    y = heading(sheet, MARGIN, y, wide, "What ends in the next 12 months", note) + 3
    y = year_strip(
        sheet, MARGIN, y, wide, figures.facts.as_of, lanes, ("Measured", figures.measurement)
    )
    lost = [figures.terms.criterion(name).label for name in figures.runs_out]
    if lost:
        what = listed(lost[:3]) if len(lost) <= 3 else f"{len(lost)} criteria"
        verb = "is" if len(lost) == 1 else "are"
        words = f"Unless renewed, {what} {verb} no longer met when the figures are measured."
        sheet.text(MARGIN, y + 11, words, style.NOTE, width=wide)
        y += 12
    return y


# Who they are


def _people(sheet: Sheet, leaf: Leaf, y: float, figures: Figures) -> None:
    """As many as fit below, the newest first, in two tables side by side; the rest is counted."""
    every = people(figures)
    kinds = _kinds(every, figures)
    found = [one for one in every if any(kind in one.days for kind in kinds)]
    room = int((BOTTOM - y - 14.8 - 18.6 - 12) // _ROW)
    if not found or room < 1:
        return
    shown = sorted(found, key=lambda one: (-one.newest.toordinal(), one.name))[: 2 * room]
    y = heading(sheet, MARGIN, y, RIGHT - MARGIN, "Who was trained, and when",
                counted(len(found), "person", "people")) + 4  # fmt: skip
    half, day = span(6), figures.decision.prerequisites_as_of
    name, each = half * 0.44, half * 0.56 / max(1, len(kinds))
    columns = [
        Column("Person", name, type_=style.STRONG),
        *(Column(_capital(kind), each) for kind in kinds),
    ]
    split = min(room, max(min(len(shown), 4), (len(shown) + 1) // 2))
    end = y
    for left, part in ((MARGIN, shown[:split]), (column(6), shown[split:])):
        if part:
            table = Table(columns, pad=_PAD, left=left)
            end = max(end, table.draw(leaf, y, [_person(one, kinds, day) for one in part])[1])
    if len(shown) < len(found):
        rest = counted(len(found) - len(shown), "more person", "more people")
        words = f"and {rest}; who counts is named under Prerequisites"
        wide = sheet.text(MARGIN, end + 11, words, style.NOTE)
        sheet.link(MARGIN, end + 2, MARGIN + wide, end + 14, "prerequisites", words)


def _kinds(found: Sequence[Person], figures: Figures) -> list[str]:
    """The kinds that have a column: those that the program counts, else those on record."""
    asked = [kind for one in figures.criteria if one.counts == "people_trained" for kind in one.of]
    recorded = sorted({kind for one in found for kind in one.days})
    known = [kind for kind in asked if kind in recorded]
    return list(dict.fromkeys(asked if known else recorded))[:_KINDS]


def _person(one: Person, kinds: Sequence[str], day: date) -> Row:
    cells: list[Cell] = [one.name or "Unnamed"]
    for kind in kinds:
        if kind not in one.days:
            cells.append(Text("–", _QUIET))
        else:
            cells.append(_when(one.days[kind], day))
    return cells


def _when(completed: date | None, day: date) -> Cell:
    if completed is None:
        return Text("Not completed", _QUIET)
    said = day_text(completed)
    return said if completed <= day else Text(f"{said}, planned", _QUIET)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _nothing(figures: Figures) -> str:
    resources = resource_lines(figures)
    if figures.facts.file.trainings or any(named for _, named in resources):
        return ""
    lines = [line for line in training_lines(figures) if not line.deeper]
    lines += [line for line, _ in resources]
    asked = [
        f"{number(line.asked(figures.target))} {line.unit[line.asked(figures.target) != 1]}"
        for line in lines
        if line.asked(figures.target)
    ]
    none = "Nobody is recorded"
    return f"{none}; {figures.target.label} asks for {listed(asked)}." if asked else f"{none}."


SECTION = Section("enablement", "Enablement", draw, _nothing)
