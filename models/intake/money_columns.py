"""Which columns of a deal list are its money, how they go together, and what is asked of them."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from models.intake.headers import Match, key, keys, mappings, system_of
from models.intake.mapping import MONEY, PORTIONS, SEVERAL, Choice, Question, Stated
from models.intake.sheet import Sheet
from models.intake.workbook import Cell

_CODE = re.compile(r"\b[A-Z]{3}\b")
_SCALED = re.compile(r"\b[TtKk](?=(?:EUR|USD|GBP|CHF)\b|[€$£])|[$€£']?\b1?[.,' ]?000s?\b")
_ANY_CODE = re.compile(r"EUR|USD|GBP|CHF", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_SIGNS = {"€": "EUR", "£": "GBP"}
_CODES = frozenset(
    "USD EUR GBP CHF JPY CNY INR AUD CAD NZD SEK NOK DKK PLN CZK HUF RON TRY ZAR BRL MXN SGD HKD"
    " KRW ILS AED SAR TWD THB MYR IDR PHP CLP COP ARS".split()
)
UNITS = {"1": 0, "k": 3, "M": 6}


def choose_money(
    sheet: Sheet,
    found: Mapping[str, list[Match]],
    columns: dict[str, int],
    stated: Stated,
    questions: list[Question],
    warnings: list[str],
) -> None:
    """Settle the columns of money; never silently between two, and none that is no contract value.

    `found` are the headers by column; where nothing decides, the column is asked for.
    """
    money = columns.keys() & {*MONEY, "actual_amount"}
    if not money:
        _ask_for_tcv(sheet, stated, questions)
        return
    for name in MONEY:
        _choose(sheet, name, found.get(name, []), columns, questions, warnings)
    portions = columns.keys() & set(PORTIONS)
    if "amount" in columns and len(portions) == 1:
        _ask_rest(sheet, columns, min(portions), stated, questions, warnings)
    if "amount" not in columns and len(portions) == 1:
        (portion,) = portions
        if found[portion][0].rank != (0, 0):
            other = "services portion" if portion == "partner_tcv" else "partner's portion"
            header = sheet.header[columns[portion]]
            warnings.append(
                f"Of the money only “{header}” is known; the {other} is taken as 0, or name its"
                " column in a --mapping file."
            )
    percents = columns.keys() & {"partner_percent", "services_percent"}
    if "amount" in columns and not portions and not percents:
        questions.append(_SPLIT)
    _say_meaning(sheet, columns, stated, warnings)


def _choose(
    sheet: Sheet,
    name: str,
    matches: Sequence[Match],
    columns: dict[str, int],
    questions: list[Question],
    warnings: list[str],
) -> None:
    filled = [one for one in matches if _values(sheet, sheet.header[one.place])]
    if len(filled) == 1 and matches[0].rank != (0, 0):
        columns[name] = filled[0].place
    matches = filled if filled and matches[0].rank != (0, 0) else matches
    if len(matches) < 2 or (name == "amount" and set(PORTIONS) <= columns.keys()):
        return
    first, *others = (sheet.header[one.place] for one in matches)
    what = {"partner_tcv": "partner portion", "services_tcv": "services portion"}.get(name, name)
    if matches[0].rank == (0, 0) or all(_is_variant(other, first) for other in others):
        warnings.append(f"“{first}” is taken as the {what}, not {listed(others)}.")
        return
    del columns[name]
    headers = [first, *others]
    asked = "total contract value" if name == "amount" else what
    one = f'Choose in a --mapping file: [columns] "{first}" = "{name}".'
    choices = [Choice(f"column:{header}", header, _values(sheet, header)) for header in headers]
    if name != "amount":
        choices.append(Choice("sum:" + SEVERAL.join(headers), "All of them, added up"))
        one = f"{one} Several lines are added up."
    questions.append(
        Question(
            f"column:{name}",
            f"Which column is the {asked}: {listed(headers, 'or')}?",
            tuple(choices),
            one,
        )
    )


def _is_variant(other: str, first: str) -> bool:
    """Whether a header is another one in the currency of the books: “Amount (converted)”."""
    if key(other) in _converted():
        return True
    *_, bare = (other.partition("(")[0], other.partition("(")[0])
    return key(other) != key(first) and key(bare) == key(first)


@cache
def _no_tcv() -> Mapping[str, str]:
    table = mappings("words")["no_tcv"]
    return {key(header): what for what, headers in table.items() for header in headers}


@cache
def _converted() -> frozenset[str]:
    return frozenset(
        key(header)
        for header in mappings("words")["no_tcv"]["converted into the currency of the books"]
    )


def _meant(header: str) -> str:
    return next((_no_tcv()[one] for one in keys(header) if one in _no_tcv()), "")


def _ask_for_tcv(sheet: Sheet, stated: Stated, questions: list[Question]) -> None:
    """Money of another kind is never taken for the contract value, and never dropped silently."""
    said = {key(theirs) for theirs in stated.columns}
    other = {h: _meant(h) for h in sheet.header if _meant(h) and key(h) not in said}
    telling = {header: what for header, what in other.items() if not what.startswith("no money")}
    if not telling:
        return
    parts = [f"“{header}” is {what}" for header, what in telling.items()]
    first = next(iter(telling))
    questions.append(
        Question(
            "column:amount",
            f"{sheet.path.name} has no column for the total contract value: {'; '.join(parts)}.",
            (
                *(Choice(f"column:{header}", header, _values(sheet, header)) for header in telling),
                Choice("without:" + SEVERAL.join(telling), "Import without money"),
            ),
            f'Say in a --mapping file what to take: [columns] "{first}" = "amount", or'
            f' "{first}" = "" to import the deals without money.',
        )
    )


def _ask_rest(
    sheet: Sheet,
    columns: Mapping[str, int],
    portion: str,
    stated: Stated,
    questions: list[Question],
    warnings: list[str],
) -> None:
    theirs, amount = sheet.header[columns[portion]], sheet.header[columns["amount"]]
    other = "services portion" if portion == "partner_tcv" else "partner's portion"
    questions.append(
        Question(
            "split",
            f"Is the {other} what is left of “{amount}” beside “{theirs}”?",
            (
                Choice("portions", "No: it is 0, and the amount is not used"),
                Choice("rest", "Yes: the amount less this portion"),
            ),
            'Set [options] split = "rest" or "portions" in a --mapping file.',
            needed=False,
            default="portions",
        )
    )
    if not stated.split:
        warnings.append(
            f"The file has “{amount}” and “{theirs}” but no {other}, which is taken as 0;"
            f' [options] split = "rest" in a --mapping file takes what is left of “{amount}”.'
        )


def _say_meaning(
    sheet: Sheet, columns: Mapping[str, int], stated: Stated, warnings: list[str]
) -> None:
    """What an amount's header says that may surprise."""
    place = columns.get("amount")
    if place is None or key(sheet.header[place]) in {key(theirs) for theirs in stated.columns}:
        return
    header, what = sheet.header[place], _meant(sheet.header[place])
    system = system_of(sheet.header)
    if what and system is not None:
        warnings.append(
            f"“{header}” is taken as the amount: in {system.name} it is what a deal is worth."
        )


def unit_of(sheet: Sheet, columns: Mapping[str, int], stated: Stated) -> dict[str, int]:
    """The power of ten that the amounts of each column are written in, as said or by its header."""
    places = {n: p for n, p in columns.items() if n in (*MONEY, "actual_amount")}
    if stated.unit:
        return dict.fromkeys(places, UNITS[stated.unit]) if UNITS[stated.unit] else {}
    found = {name: _power(sheet.header[place]) for name, place in places.items()}
    return {name: power for name, power in found.items() if power}


def has_unit(cell: Cell) -> bool:
    """Whether a cell says itself that it is in thousands or millions: “1.2 Mio”, “5 TEUR”."""
    scales = mappings("words")["scale"]
    if not isinstance(cell, str):
        return False
    words = (_ANY_CODE.sub("", word).casefold() for word in _WORDS.findall(cell))
    return any(word in scales for word in words)


def unit_question(sheet: Sheet, columns: Mapping[str, int], powers: Mapping[str, int]) -> Question:
    """Whether amounts are in thousands or millions, as their header says."""
    name = next(iter(powers), "") or next(n for n in (*MONEY, "actual_amount") if n in columns)
    said = "millions" if powers.get(name) == UNITS["M"] else "thousands"
    header = sheet.header[columns[name]]
    return Question(
        "unit",
        f"Is “{header}” in {said}?",
        (
            Choice("1", "As written", _values(sheet, header)),
            Choice("k", "In thousands"),
            Choice("M", "In millions"),
        ),
        'Set [options] unit = "1", "k" or "M" in a --mapping file.',
        needed=False,
        default="k" if said == "thousands" else "M",
    )


def unit_warnings(
    sheet: Sheet, columns: Mapping[str, int], powers: Mapping[str, int], stated: Stated
) -> list[str]:
    """That amounts are read in the unit that their header states."""
    if stated.unit:
        return []
    units = {3: "thousands", 6: "millions"}
    return [
        f'“{sheet.header[columns[name]]}” is read in {units[power]}; [options] unit = "1" in a'
        " --mapping file takes it as written."
        for name, power in powers.items()
    ]


def _power(header: str) -> int:
    if _SCALED.search(header):
        return 3
    scales: Mapping[str, int] = mappings("words")["header_scale"]
    return max((scales.get(word.casefold(), 0) for word in _WORDS.findall(header)), default=0)


def currency_in(sheet: Sheet, columns: Mapping[str, int]) -> str:
    """The currency that the headers of the money name: “Amount (EUR)”; nothing where they don't."""
    if "currency" in columns:
        return ""
    found = set()
    for name in MONEY:
        if name in columns:
            header = _SCALED.sub(" ", sheet.header[columns[name]])
            codes = {code for code in _CODE.findall(header) if code in _CODES}
            codes |= {code for sign, code in _SIGNS.items() if sign in header}
            found |= codes
    return found.pop() if len(found) == 1 else ""


def _values(sheet: Sheet, header: str) -> tuple[tuple[str, str], ...]:
    """The first values under a header, as the readings of a choice."""
    place = sheet.header.index(header)
    cells = (str(row[place]) for _, row in sheet.sample if place < len(row) and row[place] != "")
    return tuple((cell, cell) for _, cell in zip(range(3), cells, strict=False))


def listed(names: Sequence[str], word: str = "and") -> str:
    """Headers in quotation marks, as a sentence names them."""
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
