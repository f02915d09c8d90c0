"""A column of amounts: each cell exactly, with the decimal sign that the whole column shows."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from models.intake.headers import mappings
from models.intake.values import Memo, Refused, number_text, typed
from models.intake.workbook import Cell
from models.money import decimals, to_minor
from models.text import money

MARKS = ("point", "comma")

_MARK = {"point": ".", "comma": ","}
_OTHER = {"point": "comma", "comma": "point"}
_LARGEST = 10**12
# A word that ends with a point ("Fr.5") has taken it, so ".5" stands alone or behind a sign.
_NUMBER = re.compile(r"(\D*?)(\d[\d.,'’\s]*\d|\d|(?<![^\W\d_])[.,]\d+)(\D*)")
_SPACES = re.compile(r"['’\s]")
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}")
_SPACED = re.compile(r"\d{1,3}(?:['’\s]\d{3})+(?:[.,]\d+)?|[\d.,]+")
_WORDS = re.compile(r"[^\W\d_]+[.$]?|[^\w\s.,()+-]+\.?", re.UNICODE)
_NO_CENTS = re.compile(r"(?<=\d)([.,])[-–—]{1,2}(?=\s|$)")
_SCIENTIFIC = re.compile(r"[+-]?\d[.,]?\d*[eE][+-]?\d{1,3}")
_NEGATIVE = "-−–("
_DOUBTFUL_KEPT = 3


class Exact(NamedTuple):
    """An amount that is not simply one in the program's currency: its currency decides."""

    value: Decimal
    sign: str


class Amounts(Memo["int | Exact | None"]):
    """A column of amounts. A cell reads as minor units of `currency`, as Exact where it names a
    currency or has more decimals than that one, or as None where it is blank.

    `seen` counts what the cells show: "point" and "comma" (as decimal signs), "plain" (thousands
    without marks), and `doubtful` holds cells that read either way, by their mark; `scaled` says
    that some are in thousands or millions.
    """

    def __init__(self, currency: str, stated: str = "", presumed: str = "point") -> None:
        super().__init__(self._read)
        self.currency = currency
        self.places = decimals(currency)
        self.factor = 10**self.places
        self.stated = stated
        self.mark = stated or presumed
        self.seen: dict[str, str] = {}
        self.doubtful: dict[str, dict[str, None]] = {".": {}, ",": {}}
        self.scaled = False
        self._signs = {sign for sign in _signs() if len(sign) == 1 and currency in _codes(sign)}
        self._point = _MARK[self.mark]
        self._group = _MARK[_OTHER[self.mark]]

    def __missing__(self, cell: Cell) -> int | Exact | None:
        # Amounts are nearly all different: the usual ones are read fast and not kept.
        if type(cell) is str and self.places == 2:
            head, mark, cents = cell.partition(self._point)
            if head[:1] in self._signs:
                head = head[1:].lstrip()
            if len(cents) == 2 and (groups := head.count(self._group)):
                # 1,234,567: one mark before each three digits, and one to three digits first
                if head[-4::-4] == self._group * groups and 4 * groups < len(head) < 4 * groups + 4:
                    head = head.replace(self._group, "")
            if (len(cents) == 2 or not mark) and len(head) < 13 and (head + cents).isdecimal():
                shows = self.mark if mark else "plain"
                if shows not in self.seen and (mark or len(head) > 3):
                    self.seen[shows] = cell
                return int(head + cents) if mark else int(head) * 100
        return super().__missing__(cell)

    def _read(self, cell: Cell) -> int | Exact | None:
        if type(cell) is not str:
            return self._exact(Decimal(number_text(cell)), "")
        words = typed(cell)
        if not words:
            return None
        return self._exact(*self._parse(words, self.mark))

    def _exact(self, value: Decimal, sign: str) -> int | Exact:
        if value < 0:
            raise Refused("is negative")
        if value >= _LARGEST:
            raise Refused("is more than any deal can be")
        scaled = value.scaleb(self.places)
        if scaled != scaled.to_integral_value() or (sign and self.currency not in _codes(sign)):
            return Exact(value, sign)
        return int(scaled)

    def exact(self, cell: Cell) -> Exact | None:
        """The amount with whatever sign stands beside it, for a row in another currency."""
        words = typed(cell)
        if not words:
            return None
        if type(cell) is not str:
            return Exact(Decimal(number_text(cell)), "")
        return Exact(*self._parse(words, self.mark))

    def _parse(self, words: str, mark: str) -> tuple[Decimal, str]:
        match = _NUMBER.fullmatch(_NO_CENTS.sub(r"\g<1>00", words))
        if match is None:
            if _SCIENTIFIC.fullmatch(words):
                raise Refused("is a number that a spreadsheet has shortened; its digits are lost")
            raise Refused("is no amount")
        before, digits, after = match.groups()
        # A bracket behind the number holds a remark: "500 (net)".
        negative = any(sign in before or (sign != "(" and sign in after) for sign in _NEGATIVE)
        if "%" in after or "%" in before:
            raise Refused("is a percentage, not an amount")
        sign, power = _words_beside(before.replace("+", ""), after)
        if not _SPACED.fullmatch(digits):
            raise Refused("is no amount")
        value = Decimal(self._number(digits, mark)).scaleb(power)
        self.scaled = self.scaled or power > 0
        return (-value if negative else value), sign

    def _number(self, written: str, mark: str) -> str:
        """The digits with a point for decimals and no other mark."""
        digits = _SPACES.sub("", written)
        marks = [c for c in digits if c in ".,"]
        if not marks:
            if len(digits) > 3 and digits == written:
                self.seen.setdefault("plain", digits)
            return digits
        last = marks[-1]
        head, tail = digits.rsplit(last, 1)
        shown = ""
        if len(set(marks)) == 2:
            shown = last
        elif len(marks) > 1:
            shown = "," if last == "." else "."
        elif len(tail) != 3 or len(head) > 3 or head in ("", "0"):
            shown = last
        decimal = _MARK[mark] if self.stated or not shown else shown
        whole, _, part = digits.partition(decimal)
        group = "," if decimal == "." else "."
        if decimal in part or group in part or (group in whole and not _GROUPS.fullmatch(whole)):
            raise Refused(f"is no amount with a decimal {mark if self.stated else 'sign'}")
        if shown:
            self.seen.setdefault("point" if shown == "." else "comma", digits)
        elif len(self.doubtful[last]) < _DOUBTFUL_KEPT:
            self.doubtful[last][digits] = None
        return f"{whole.replace(group, '') or 0}.{part or 0}"

    def readings(self, mark: str) -> tuple[tuple[str, str], ...]:
        """How the cells that decide would read with a decimal sign, for the question."""
        cells = [*self.seen.values(), *self.doubtful["."], *self.doubtful[","]]
        trial = Amounts(self.currency, stated=mark)
        return tuple((cell, self._said(trial, cell)) for cell in dict.fromkeys(cells))

    def _said(self, trial: "Amounts", cell: str) -> str:
        try:
            found = trial[cell]
        except Refused:
            return "no amount"
        if isinstance(found, int):
            return money(found, self.currency)
        return f"{found.value} (too many decimals)" if found else "blank"


def settle(columns: Mapping[str, Amounts], delimiter: str) -> dict[str, str]:
    """Per column the decimal sign that its cells show, or that the file's other columns show.

    Nothing where cells read either way and nothing decides between the readings.
    """
    shown = {name: _shown(column) for name, column in columns.items()}
    all_shown = {mark for marks in shown.values() for mark in marks}
    found = {}
    for name, column in columns.items():
        points, commas = len(column.doubtful["."]), len(column.doubtful[","])
        if column.stated:
            found[name] = column.stated
        elif not points and not commas:
            found[name] = column.mark
        elif len(shown[name]) == 1:
            found[name] = min(shown[name])
        elif shown[name] or (points and commas):
            found[name] = ""
        elif len(all_shown) == 1:
            found[name] = min(all_shown)
        else:
            found[name] = _by_shape(column, "." if points else ",", delimiter)
    return found


def _shown(column: Amounts) -> set[str]:
    return {mark for mark in MARKS if mark in column.seen}


def _by_shape(column: Amounts, mark: str, delimiter: str) -> str:
    """What 1.234 means where nothing else in the file says it."""
    decimal = "point" if mark == "." else "comma"
    if mark == "," and delimiter == ",":
        return "point"  # where a comma parts the cells, it is no decimal sign
    cells = column.doubtful[mark]
    if column.scaled:
        return ""  # 1.250M is as often a million and a quarter as it is 1,250 million
    if "plain" in column.seen:
        # Thousands are written without marks here, so the mark is a decimal sign; but 950.000
        # beside 1200000 may as well be somebody's thousands.
        return "" if any(cell.endswith("0") for cell in cells) else decimal
    return _OTHER[decimal] if len(cells) > 1 else ""


@cache
def _signs() -> Mapping[str, tuple[str, ...]]:
    table = mappings("words")["currency"]
    return {sign.casefold(): tuple(codes) for sign, codes in table.items()}


def _words_beside(before: str, after: str) -> tuple[str, int]:
    """The currency sign or code beside a number, and the power of ten. Raises Refused."""
    sign, power = "", 0
    for place, side in enumerate((before, after)):
        rest = side.strip(_NEGATIVE + "+) \t\xa0\u202f")
        for word in [rest] if rest.casefold() in _signs() else _WORDS.findall(rest):
            named, scale = _meaning(word)
            if power and scale:
                raise Refused("is no amount")
            power = power or scale
            if not named:
                continue
            if sign and not set(_codes(sign)) & set(_codes(named)):
                raise Refused("is no amount")
            sign = min(sign or named, named, key=lambda one: len(_codes(one)))
        if power and not place and not sign:
            raise Refused("is no amount")
    return sign, power


@cache
def _meaning(word: str) -> tuple[str, int]:
    """The currency that a word names and the power of ten: Mio, €, TEUR, k$. Raises Refused."""
    scales: Mapping[str, int] = mappings("words")["scale"]
    bare = word.casefold().rstrip(".")
    if bare in scales:
        return "", scales[bare]
    for one in (word, word.rstrip(".")):
        if _is_currency(one) and (one.isupper() or _is_listed(one.casefold())):
            return one, 0
    for scale in sorted(scales, key=len, reverse=True):
        if bare.startswith(scale) and _is_listed(bare[len(scale) :]):
            return bare[len(scale) :], scales[scale]
        if bare.endswith(scale) and _is_listed(bare[: -len(scale)]):
            return bare[: -len(scale)], scales[scale]
    raise Refused("is no amount")


def _is_listed(word: str) -> bool:
    """Whether it is a sign or code that is known, not just any three letters."""
    codes = {code for several in _signs().values() for code in several}
    return word in _signs() or word.upper() in codes


def _codes(word: str) -> tuple[str, ...]:
    return _signs().get(word.casefold()) or ((word.upper(),) if _is_currency(word) else ())


def _is_currency(word: str) -> bool:
    return word.casefold() in _signs() or (len(word) == 3 and word.isascii() and word.isalpha())


def currency_of(word: str, stated: str, program: str) -> str:
    """The code that a sign, name or code stands for; nothing where it may be several.

    A sign that several currencies share means the row's `stated` one, else the program's.
    Raises Refused where it is no currency, or not the stated one.
    """
    codes = _codes(word)
    if not codes:
        raise Refused("is no currency; use a code of three letters, such as EUR")
    if stated and stated not in codes:
        raise Refused(f"names another currency than {stated}")
    for candidate in (stated, program):
        if candidate in codes:
            return candidate
    return codes[0] if len(codes) == 1 else ""


def minor_units(amount: Exact | None, code: str) -> int | None:
    """Minor units in `code` of an exact amount. Raises Refused where it has too many decimals."""
    if amount is None:
        return None
    if amount.value < 0:
        raise Refused("is negative")
    if amount.value >= _LARGEST:
        raise Refused("is more than any deal can be")
    try:
        return to_minor(amount.value, code)
    except ValueError:
        places = decimals(code)
        raise Refused(
            f"has more than {places} decimals" if places else "has decimals, and its currency none"
        ) from None
