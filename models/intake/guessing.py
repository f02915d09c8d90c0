"""Guesses the mapping of a file from its headers and first rows, and asks what can't be known."""

from collections.abc import Iterator, Mapping, Sequence

from models.errors import UserError
from models.intake.encodings import Reading
from models.intake.headers import Match, key, match
from models.intake.kinds import KINDS, Kind
from models.intake.mapping import MONEY, Choice, ColumnMap, Question, Stated
from models.intake.money_columns import (
    choose_money,
    currency_in,
    listed,
    unit_of,
    unit_question,
    unit_warnings,
)
from models.intake.outcome_columns import estimated_days, outcome_columns, settle_days
from models.intake.partners_known import is_record_id
from models.intake.recognise import refuse_other
from models.intake.repeated_rows import repeats_question
from models.intake.sheet import Sheet
from models.intake.values import Refused, read_yes_no, text, typed
from models.intake.workbook import Cell

_LOOKED_AT = 300


def guess(sheet: Sheet, kind: str, stated: Stated, *, resolves: bool = False) -> ColumnMap:
    """The mapping that the headers and the first rows suggest, under what a person stated.

    `resolves` says that a look-up file is at hand. What can't be known becomes a question.
    Raises UserError where the file is no such list.
    """
    of = KINDS[kind]
    refuse_other(sheet, kind, stated=bool(stated.columns), deleted=stated.deleted)
    warnings = [*_absent(sheet, stated)]
    found, sums = _stated_first(sheet, of, stated)
    found = _plausible(sheet, of, found, warnings)
    columns = {name: matches[0].place for name, matches in found.items()}
    questions: list[Question] = []
    if "name" in of.names and "name" not in columns and "last_name" in columns:
        columns["name"] = columns["last_name"]
    outcome: tuple[str, ...] = ()
    powers: dict[str, int] = {}
    if of.shape == "deals":
        choose_money(sheet, found, columns, stated, questions, warnings)
        powers = unit_of(sheet, columns, stated)
        if said := settle_days(sheet, found, columns):
            warnings.append(said)
        outcome = outcome_columns(sheet, found, columns, stated, warnings)
        if said := estimated_days(sheet, columns, outcome, stated):
            warnings.append(said)
    if stated.partner and "partner" in columns and found["partner"][0].rank > (0, 0):
        # A person's word beats a guess; a column that is named “partner” is checked row by row.
        del columns["partner"]
    elif of.shape == "deals":
        _choose_partner(sheet, found.get("partner", ()), columns, questions)
    asked = {question.id.partition(":")[2] for question in questions}
    have = {*columns, *(("status",) if outcome else ()), *(("partner",) if stated.partner else ())}
    for name in of.needed:
        if name not in have and name not in asked:
            questions.append(_which_column(sheet, of, name, columns))
    if powers or (stated.unit and columns.keys() & {*MONEY, "actual_amount"}):
        questions.append(unit_question(sheet, columns, powers))
        warnings += unit_warnings(sheet, columns, powers, stated)
    if not resolves and _holds_ids(sheet, columns.get("partner")):
        questions.append(_ids_question(sheet, columns["partner"]))
    if not resolves and _holds_ids(sheet, columns.get("customer")):
        header = sheet.header[columns["customer"]]
        warnings.append(f"“{header}” holds ids; --lookup with the export's accounts names them.")
    if of.shape == "deals" and not stated.repeats and (asks := repeats_question(sheet, columns)):
        questions.append(asks)
    if not stated.deleted and _any_deleted(sheet, columns):
        questions.append(_DELETED)
    if readings := sheet.source.readings:
        questions.append(_encoding_question(sheet, readings))
    questions.sort(key=_first_asked)
    return ColumnMap(
        kind,
        sheet.header,
        columns,
        outcome,
        stated,
        tuple(questions),
        tuple(warnings),
        sums,
        powers,
        currency_in(sheet, columns) if of.shape == "deals" else "",
    )


def _first_asked(question: Question) -> tuple[bool, bool]:
    """What has to be answered comes first, and of that whose the deals are."""
    return not question.needed, not question.id.startswith("partner")


def _stated_first(
    sheet: Sheet, of: Kind, stated: Stated
) -> tuple[dict[str, list[Match]], dict[str, tuple[int, ...]]]:
    """Headers by our columns, and further ones that are added up.

    What was stated is the only match of its column.
    """
    said = {key(theirs): ours for theirs, ours in stated.columns.items()}
    free = ["" if key(header) in said else header for header in sheet.header]
    found = match(of.shape, free, sheet.header)
    mine: dict[str, list[Match]] = {}
    sums: dict[str, tuple[int, ...]] = {}
    for place, header in enumerate(sheet.header):
        ours = said.get(key(header))
        if ours and ours in mine and ours in MONEY:
            sums[ours] = (*sums.get(ours, ()), place)
        elif ours:
            if ours in mine:
                first = sheet.header[mine[ours][0].place]
                raise UserError(
                    f"The mapping gives both “{first}” and “{header}” as {ours}.",
                    "Keep one of them.",
                )
            mine[ours] = [Match((0, 0), place)]
    return found | mine, sums


def _plausible(
    sheet: Sheet, of: Kind, found: Mapping[str, list[Match]], warnings: list[str]
) -> dict[str, list[Match]]:
    """Without headers that only might mean a column and whose cells are nothing of the kind."""
    kept: dict[str, list[Match]] = {}
    for name, matches in found.items():
        column = of.column(name)
        reads = column.reads if column is not None else "text"
        good = [one for one in matches if one.rank == (0, 0) or holds(sheet, one.place, reads)]
        if good:
            kept[name] = good
        if len(good) < len(matches) and reads in ("date", "money"):
            headers = listed([sheet.header[one.place] for one in matches if one not in good])
            what = "dates" if reads == "date" else "amounts"
            warnings.append(f"{headers} might be the {name}, but holds no {what}: left out.")
    return kept


def holds(sheet: Sheet, place: int, reads: str) -> bool:
    """Whether the first cells of a column can be what they would be read as."""
    cells = [cells[place] for _, cells in sheet.sample[:_LOOKED_AT] if place < len(cells)]
    filled = [cell for cell in cells if typed(cell)]
    if not filled or reads not in ("date", "money", "percent", "yes_no"):
        return True
    if reads == "yes_no":
        return all(map(_is_yes_or_no, filled))
    return any(any(map(str.isdigit, str(cell))) for cell in filled)


def _is_yes_or_no(cell: Cell) -> bool:
    try:
        return read_yes_no(cell) is not None
    except Refused:
        return False


def _choose_partner(
    sheet: Sheet,
    matches: Sequence[Match],
    columns: dict[str, int],
    questions: list[Question],
) -> None:
    """A name rather than an id; never silently between two that name different partners."""
    if len(matches) < 2 or matches[0].rank == (0, 0):
        return
    named = [one for one in matches if not _holds_ids(sheet, one.place)] or list(matches)
    columns["partner"] = named[0].place
    filled = {
        one.place: cells
        for one in named
        if any(cells := [row[one.place] for _, row in sheet.sample if one.place < len(row)])
    }
    if len({tuple(cells) for cells in filled.values()}) < 2:
        columns["partner"] = next(iter(filled), named[0].place)
        return
    del columns["partner"]
    headers = [sheet.header[place] for place in filled]
    questions.append(
        Question(
            "partner:partner",
            f"Which column names the partner: {listed(headers, 'or')}?",
            tuple(Choice(f"column:{header}", header) for header in headers),
            f'Choose in a --mapping file: [columns] "{headers[0]}" = "partner"; or say --partner'
            " NAME for all rows.",
            free=True,
        )
    )


def _absent(sheet: Sheet, stated: Stated) -> Iterator[str]:
    """What a mapping names and the file has not, which may be a slip or another export's."""
    headers = {key(header) for header in sheet.header}
    names = [theirs for theirs in stated.columns if key(theirs) not in headers]
    if names:
        yield f"{sheet.path.name} has no column {listed(names, 'or')}, which the mapping names."


def _encoding_question(sheet: Sheet, readings: Sequence[Reading]) -> Question:
    """How letters with accents look in each encoding that the file may be in."""
    differ = [
        place
        for place, cells in enumerate(zip(*(one.cells for one in readings), strict=False))
        if len(set(cells)) > 1
    ][:3]
    first = readings[0]
    return Question(
        "encoding",
        f"In which encoding do the names of {sheet.path.name} look right?",
        tuple(
            Choice(
                one.name,
                one.label,
                tuple((first.cells[place], one.cells[place]) for place in differ),
            )
            for one in readings
        ),
        f'Set [options] encoding = "{readings[1].name}" in a --mapping file.',
        needed=False,
        default=first.name,
    )


def _which_column(sheet: Sheet, of: Kind, name: str, columns: Mapping[str, int]) -> Question:
    taken = set(columns.values())
    free = [header for place, header in enumerate(sheet.header) if header and place not in taken]
    shown = [header for header in sheet.header if header]
    listed = ", ".join(shown[:12]) + (f" and {len(shown) - 12} more" if len(shown) > 12 else "")
    text = f"{sheet.path.name} has no column for {name}; its columns are {listed or 'unnamed'}."
    hint = f'Name it in a --mapping file: [columns] "their header" = "{name}".'
    choices = [Choice(f"column:{header}", header) for header in free]
    if name != "partner" or of.name == "partners":
        return Question(f"column:{name}", text, tuple(choices), hint)
    customer = columns.get("customer")
    if customer is not None:
        header = sheet.header[customer]
        choices.insert(0, Choice(f"column:{header}", f"The account ({header}) is the partner"))
    return Question(
        "partner:partner",
        text,
        tuple(choices),
        f"If all rows are one partner's, say --partner NAME. {hint}",
        free=True,
    )


def _holds_ids(sheet: Sheet, place: int | None) -> bool:
    """Whether most of a column's cells are ids that a system makes; under a header that says id
    they may be plain numbers.
    """
    if place is None:
        return False
    cells = [text(cells[place]) for _, cells in sheet.sample if place < len(cells)]
    filled = [cell for cell in cells if cell]
    numbers = key(sheet.header[place]).endswith(("id", "idvalue"))
    ids = sum(
        1 for cell in filled if is_record_id(cell) or (numbers and len(cell) > 2 and cell.isdigit())
    )
    return ids > len(filled) / 2


def _ids_question(sheet: Sheet, place: int) -> Question:
    return Question(
        "lookup",
        f"“{sheet.header[place]}” of {sheet.path.name} holds the partners' ids, not their names.",
        (),
        "Give the same export's file of accounts with --lookup.",
    )


def _any_deleted(sheet: Sheet, columns: Mapping[str, int]) -> bool:
    place = columns.get("is_deleted")
    if place is None:
        return False
    for _, cells in sheet.sample:
        try:
            if place < len(cells) and read_yes_no(cells[place]):
                return True
        except Refused:
            continue
    return False


_DELETED = Question(
    "deleted",
    "Some rows are marked as deleted.",
    (Choice("skip", "Leave them out"), Choice("keep", "Import them like the others")),
    "Say --deleted keep or --deleted skip.",
    needed=False,
    default="skip",
)
