"""Prerequisites: for each, the records that count and those left out, with the reason."""

from models.program.decision import Finding, Ref
from models.program.terms import CriterionTerms
from models.text import counted, day_text, listed, number, value_text
from reports import story, style
from reports.figures import Figures
from reports.marks import ADVICE_MARK, GAP_MARK, MET_MARK, NONE_MARK, RISK_MARK
from reports.page import Book, Leaf, Section
from reports.sheet import END
from reports.style import MARGIN, RIGHT
from reports.table import Column, Marked, Row, Table, Text

_NAMED = 24
_LEFT_OUT = 8
_LINES = 10
_QUIET = style.BODY.in_colour(style.SECOND)


def draw(book: Book, figures: Figures) -> None:
    criteria = [criterion for criterion in figures.criteria if not criterion.is_requirement]

    def more() -> Leaf:
        return book.page(SECTION, _title(criteria, figures), "Continued.")

    leaf = book.page(SECTION, _title(criteria, figures), _support(figures))
    columns = [
        Column("Prerequisite", 152, most=2),
        Column("Clause", 40, type_=style.NOTE),
        Column(f"Asked for {figures.target.label}", 84),
        Column("Found", 40, END, style.STRONG),
        Column("", 14),
        Column("Records that count", 236, most=_LINES),
        Column("Left out, and why", RIGHT - MARGIN - 566, type_=_QUIET, most=_LINES),
    ]
    table = Table(columns, next_page=more, pad=5)
    table.draw(leaf, leaf.top, [_row(criterion, figures) for criterion in criteria])


def _title(criteria: list[CriterionTerms], figures: Figures) -> str:
    target = figures.target
    rows = [figures.row(criterion.id, target.key) for criterion in criteria]
    asked = [row for row in rows if row.obligation == "required"]
    unmet = [figures.terms.criterion(row.id).label for row in asked if not row.met]
    every = story.word(len(asked))
    if not asked:
        return f"{target.label} requires none of the prerequisites"
    if not unmet:
        each = f"All {every} prerequisites" if len(asked) > 1 else "The one prerequisite"
        return f"{each} of {target.label} {'are' if len(asked) > 1 else 'is'} met"
    count = len(asked) - len(unmet)
    verb = "is" if count == 1 else "are"
    told = f"{story.part(count)} of {every} prerequisites of {target.label} {verb} met"
    if len(unmet) <= 2:
        return f"{told}; open: {listed(unmet)}"
    return told


def _support(figures: Figures) -> str:
    return (
        f"Judged on the records as they stand on {day_text(figures.decision.prerequisites_as_of)}."
    )


def _row(criterion: CriterionTerms, figures: Figures) -> Row:
    row = figures.row(criterion.id, figures.target.key)
    finding = figures.finding(criterion.id)
    kind = (
        NONE_MARK
        if row.obligation == "not_required"
        else GAP_MARK
        if not row.met and row.obligation == "required"
        else ADVICE_MARK
        if not row.met
        else RISK_MARK
        if row.id in figures.runs_out
        else MET_MARK
    )
    found = value_text(row.actual, criterion.kind, figures.currency)
    return [
        Text(criterion.label, anchor=f"criterion-{criterion.id}"),
        row.clause,
        Marked(kind, story.asked(row, figures)),
        found,
        "",
        _counted(finding, criterion, figures),
        _left_out(finding),
    ]


def _counted(finding: Finding, criterion: CriterionTerms, figures: Figures) -> str:
    if criterion.counts in ("fact", "agreement"):
        # One record that bears the criterion's own name: the program's sentence says more.
        return criterion.yes if finding.actual else "None"
    names = list(dict.fromkeys(_name(record, figures) for record in finding.counted))
    if not names:
        return "None"
    rest = len(names) - _NAMED
    if rest > 0:
        return f"{', '.join(names[:_NAMED])} and {number(rest)} more"
    return listed(names)


def _name(record: Ref, figures: Figures) -> str:
    """A record's name; of a training, the person: the criterion says the rest."""
    return (
        figures.trained.get(record.id, record.text) if record.kind == "trainings" else record.text
    )


def _left_out(finding: Finding) -> str:
    said = [f"{out.record.text}: {out.reason.rstrip('.')}." for out in finding.left_out]
    rest = len(said) - _LEFT_OUT
    if rest > 0:
        said = [*said[:_LEFT_OUT], f"And {counted(rest, 'more record')}."]
    return " ".join(said) or "–"


SECTION = Section("prerequisites", "Prerequisites", draw)
