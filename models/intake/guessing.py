"""Guesses the mapping of a file from its headers and first rows, and asks what can't be known."""

from collections.abc import Iterator, Mapping, Sequence

from models.errors import UserError
from models.intake.headers import Match, key, match
from models.intake.kinds import KINDS, Kind
from models.intake.mapping import FLAGS, Choice, ColumnMap, Question, Stated
from models.intake.partners_known import id_key
from models.intake.recognise import refuse_other
from models.intake.sheet import Sheet
from models.intake.values import Refused, StatusWords, read_yes_no


def guess(sheet: Sheet, kind: str, stated: Stated, *, resolves: bool = False) -> ColumnMap:
    """The mapping that the headers and the first rows suggest, under what a person stated.

    `resolves` says that a look-up file is at hand. What can't be known becomes a question.
    Raises UserError where the file is no such list.
    """
    of = KINDS[kind]
    refuse_other(sheet, kind, stated=bool(stated.columns), deleted=stated.deleted)
    found = _stated_first(sheet, of, stated)
    columns = {name: matches[0].place for name, matches in found.items()}
    warnings = [*_absent(sheet, stated)]
    questions: list[Question] = []
    _choose_amount(sheet, found, columns, questions, warnings)
    if "name" in of.names and "name" not in columns and "last_name" in columns:
        columns["name"] = columns["last_name"]
    outcome = _outcome(sheet, found, columns, stated, warnings) if of.shape == "deals" else ()
    if stated.partner and "partner" in columns and found["partner"][0].rank > (0, 0):
        # A person's word beats a guess; a column that is named “partner” is checked row by row.
        del columns["partner"]
    have = {*columns, *(("status",) if outcome else ()), *(("partner",) if stated.partner else ())}
    for name in of.needed:
        if name not in have:
            questions.append(_which_column(sheet, of, name, columns))
    money = columns.keys() & {"amount", "partner_tcv", "services_tcv"}
    if of.shape == "deals" and money == {"amount"}:
        questions.append(_SPLIT)
    if not resolves and _holds_ids(sheet, columns.get("partner")):
        questions.append(_ids_question(sheet, columns["partner"]))
    if not resolves and _holds_ids(sheet, columns.get("customer")):
        header = sheet.header[columns["customer"]]
        warnings.append(f"“{header}” holds ids; --lookup with the export's accounts names them.")
    if not stated.deleted and _any_deleted(sheet, columns):
        questions.append(_DELETED)
    return ColumnMap(
        kind, sheet.header, columns, outcome, stated, tuple(questions), tuple(warnings)
    )


def _stated_first(sheet: Sheet, of: Kind, stated: Stated) -> dict[str, list[Match]]:
    """Headers by our columns; what was stated is the only match of its column."""
    said = {key(theirs): ours for theirs, ours in stated.columns.items()}
    free = ["" if key(header) in said else header for header in sheet.header]
    found = match(of.shape, free)
    mine: dict[str, list[Match]] = {}
    for place, header in enumerate(sheet.header):
        ours = said.get(key(header))
        if ours:
            if ours in mine:
                first = sheet.header[mine[ours][0].place]
                raise UserError(
                    f"The mapping gives both “{first}” and “{header}” as {ours}.",
                    "Keep one of them.",
                )
            mine[ours] = [Match((0, 0), place)]
    return found | mine


def _absent(sheet: Sheet, stated: Stated) -> Iterator[str]:
    """What a mapping names and the file has not, which may be a slip or another export's."""
    headers = {key(header) for header in sheet.header}
    names = [theirs for theirs in stated.columns if key(theirs) not in headers]
    if names:
        yield f"{sheet.path.name} has no column {_listed(names, 'or')}, which the mapping names."


def _choose_amount(
    sheet: Sheet,
    found: Mapping[str, list[Match]],
    columns: dict[str, int],
    questions: list[Question],
    warnings: list[str],
) -> None:
    """Never choose silently between two columns of money."""
    matches = found.get("amount", [])
    names = [sheet.header[one.place] for one in matches]
    if len(matches) < 2 or {"partner_tcv", "services_tcv"} <= columns.keys():
        return
    if matches[0].rank == (0, 0):
        warnings.append(f"“{names[0]}” is taken as the amount, not {_listed(names[1:])}.")
        return
    del columns["amount"]
    questions.append(
        Question(
            "column:amount",
            f"Which column is the total contract value: {_listed(names, 'or')}?",
            tuple(Choice(f"column:{name}", name) for name in names),
            f'Choose in a --mapping file: [columns] "{names[0]}" = "amount".',
        )
    )


def _outcome(
    sheet: Sheet,
    found: Mapping[str, list[Match]],
    columns: Mapping[str, int],
    stated: Stated,
    warnings: list[str],
) -> tuple[str, ...]:
    """The columns that tell the outcome, the most trusted first."""
    if "status" in columns and found["status"][0].rank == (0, 0):
        reviewed = (
            "status" not in stated.columns.values()
            and "stage" in columns
            and not _tells(sheet, columns["status"], stated)
            and _tells(sheet, columns["stage"], stated)
        )
        if not reviewed:
            return ("status",)
        status, stage = (sheet.header[columns[name]] for name in ("status", "stage"))
        warnings.append(f"No word in “{status}” is an outcome; “{stage}” is read instead.")
        return ("stage",)
    if set(FLAGS) <= columns.keys():
        return FLAGS
    words = [name for name in ("status", "stage") if name in columns]
    telling = [name for name in words if _tells(sheet, columns[name], stated)]
    return (*(name for name in FLAGS if name in columns), *(telling or words[-1:]))


def _tells(sheet: Sheet, place: int, stated: Stated) -> bool:
    """Whether a column's words are outcomes at all: a review status is not."""
    read = StatusWords(stated.words, whole_words=True)
    for _, cells in sheet.sample:
        if place < len(cells):
            try:
                if read(cells[place]):
                    return True
            except Refused:
                continue
    return False


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
    """Whether most of a column's cells are record ids with their check letters."""
    if place is None:
        return False
    cells = [str(cells[place]) for _, cells in sheet.sample if place < len(cells) and cells[place]]
    return sum(1 for cell in cells if id_key(cell) != cell) > len(cells) / 2


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


def _listed(names: Sequence[str], word: str = "and") -> str:
    quoted = [f"“{name}”" for name in names]
    return f" {word} ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


_SPLIT = Question(
    "services_percent",
    "The file has one amount and not the two portions of the total contract value.",
    (
        Choice("0", "All of it is the partner's portion; services are 0"),
        Choice("percent", "A percentage of it is our services portion"),
    ),
    "Set [options] services_percent in a --mapping file.",
    needed=False,
    default="0",
    free=True,
)
_DELETED = Question(
    "deleted",
    "Some rows are marked as deleted.",
    (Choice("skip", "Leave them out"), Choice("keep", "Import them like the others")),
    "Say --deleted keep or --deleted skip.",
    needed=False,
    default="skip",
)
