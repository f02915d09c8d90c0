"""A column of dates: each cell as an ISO day, in the order that the whole column shows."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from models.intake.headers import key, mappings
from models.intake.values import Memo, Refused, typed
from models.intake.workbook import Cell
from models.text import day_text

ORDERS = ("dmy", "mdy", "ymd")
UNDATED = "undated"  # as our own exports say that there is no day, where a blank is a slip

_FIRST_YEAR = 1900
_FIRST = {"dmy": "day", "mdy": "month", "ymd": "year"}
_EXCEL_DAY_0 = date(1899, 12, 30)
_EPOCH = date(1970, 1, 1)
_TIME = re.compile(
    r"(?<=\d)(?:(?:\s*T\s*|,?\s+)\d{1,2}(?:[:.]|\s?h\s?)\d{2}(?!\d).*|Z|[+-]\d{2}:\d{2})$",
    re.IGNORECASE,
)
_PACKED_TIME = re.compile(r"((?:19|20)\d{6})(?:T?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?Z?)")
_WEEKDAY_BEFORE = re.compile(r"[^\W\d_]{2,10}\.?,?\s+(?=\d{1,2}[-/.])")
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_MILLISECONDS = re.compile(r"1\d{12}")
_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,?\s+)?"
_DAY_MONTH = re.compile(
    _WEEKDAY
    + r"(\d{1,2})(?:st|nd|rd|th|er)?[\s./-]*(?:(?:de|of)\s+)?([^\W\d_]{3,10})[\s./,-]*(?:de\s+)?"
    r"(\d{4}|\d{2})",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    _WEEKDAY + r"([^\W\d_]{3,10})[\s./-]+(\d{1,2})(?:st|nd|rd|th)?[\s./,-]+(\d{4}|\d{2})",
    re.IGNORECASE,
)
_YEAR_MONTH_DAY = re.compile(r"(\d{4})[\s./-]+([^\W\d_]{3,10})[\s./-]+(\d{1,2})")
_NO_DATE = "is no date that can be read"
_NO_DAY_NAMED = "names no day; give the day that is meant, such as the last one of it"
_NO_DAY_ZERO = "is a zero and no day; leave the cell blank"
_ZERO = re.compile(
    r"0(?:\.0+)?|00:00(?::00)?|(?:0000|1900)-0[01]-00|00[./-]0[01][./-](?:0000|1900)"
)
_PERIOD = re.compile(
    r"(?:Q[1-4]|[HTS][12]|(?:FY|CY|KW|CW|W)\s?\d{1,4})[\s./'-]*(?:FY)?\d{0,4}"  # Q4 2026, KW 48
    r"|(?:FY)?\d{2,4}[\s./'-]*(?:[QH][1-4]|W\d{1,2})"  # 2026-Q4, 2026-W48
    r"|(?:19|20)\d{2}|(?:0?[1-9]|1[0-2])[./-]\d{4}|\d{4}[./-](?:0[1-9]|1[0-2])"  # 2026, 11/2026
    r"|[^\W\d_]{3,10}\.?[\s./'-]*(?:\d{4}|\d{2})",  # Nov 2026
    re.IGNORECASE,
)
_NO_DAY = "is a day that no calendar has"


class Days(Memo[str | None]):
    """A column of dates read in one order, remembering what its cells say about the order.

    `seen` holds an example for "dmy" and "mdy" (cells that read one way only) and "either" (cells
    that are two different days). Where a record `may_lack` its day, "" is what UNDATED says.
    """

    def __init__(self, stated: str = "", presumed: str = "dmy", *, may_lack: bool = False) -> None:
        super().__init__(self._read)
        self._may_lack = may_lack
        self.stated = stated
        self.order = stated or presumed
        self.seen: dict[str, str] = {}

    def _read(self, cell: Cell) -> str | None:
        if type(cell) is float or type(cell) is int:
            if not cell:
                raise Refused(_NO_DAY_ZERO)
            return _serial(float(cell)).isoformat()
        words = typed(cell)
        if not words:
            return None
        if self._may_lack and words.casefold() == UNDATED:
            return ""
        day = read_day(words, self.order, self.seen, strict=bool(self.stated))
        if day.year < _FIRST_YEAR:
            raise Refused("is too long ago to be meant")
        return day.isoformat()

    @property
    def settled(self) -> str:
        """The one order that the cells allow; nothing where they allow two, or none."""
        if self.stated:
            return self.stated
        shown = [order for order in ("dmy", "mdy") if order in self.seen]
        if len(shown) == 1:
            return shown[0]
        return "" if shown or "either" in self.seen else self.order

    def readings(self, order: str) -> tuple[tuple[str, str], ...]:
        """How the cells that decide would read in an order, for the question."""
        found = []
        for words in dict.fromkeys(self.seen.values()):
            try:
                found.append((words, day_text(read_day(words, order, {}, strict=True))))
            except Refused:
                found.append((words, "no date"))
        return tuple(found)


def read_day(words: str, order: str, seen: dict[str, str], *, strict: bool) -> date:
    """The day that a cell names, the date as written where it has a time. Raises Refused.

    What it shows of the order goes into `seen`. Unless `strict`, a cell that reads one way only
    is read so even against `order`.
    """
    if match := _PACKED_TIME.fullmatch(words):
        words = match[1]
    words = _TIME.sub("", words)
    words = _WEEKDAY_BEFORE.sub("", words).removesuffix(".")
    try:
        if match := _YEAR_FIRST.fullmatch(words):
            return date(int(match[1]), int(match[3]), int(match[4]))
        if match := _NUMERIC.fullmatch(words):
            return _numeric(match, order, seen, strict=strict)
        if match := _COMPACT.fullmatch(words):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if _SERIAL.fullmatch(words):
            return _serial(float(words))
        if _MILLISECONDS.fullmatch(words):
            return _EPOCH + timedelta(milliseconds=int(words))
        if (match := _DAY_MONTH.fullmatch(words)) and (month := months().get(key(match[2]))):
            return date(_year(match[3]), month, int(match[1]))
        if (match := _MONTH_DAY.fullmatch(words)) and (month := months().get(key(match[1]))):
            return date(_year(match[3]), month, int(match[2]))
        if (match := _YEAR_MONTH_DAY.fullmatch(words)) and (month := months().get(key(match[2]))):
            return date(int(match[1]), month, int(match[3]))
    except ValueError as fault:
        if isinstance(fault, Refused):
            raise
        if _ZERO.fullmatch(words):
            raise Refused(_NO_DAY_ZERO) from None
        raise Refused(_NO_DAY) from None
    if _ZERO.fullmatch(words):
        raise Refused(_NO_DAY_ZERO)
    raise Refused(_NO_DAY_NAMED if _PERIOD.fullmatch(words) else _NO_DATE)


def _numeric(match: re.Match[str], order: str, seen: dict[str, str], *, strict: bool) -> date:
    first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if order == "ymd" and len(year) == 2:
        return date(_year(match[1]), second, int(year))
    day_first, month_first = (
        _is_day(_year(year), month, day) for month, day in ((second, first), (first, second))
    )
    if not day_first and not month_first:
        raise Refused(
            _NO_DAY_ZERO if _ZERO.fullmatch(match[0]) else _NO_DAY
        )  # a slip says nothing of the order of the others
    shows = ""
    if day_first and (not month_first or mark == "."):
        shows = "dmy"  # with points the day stands first everywhere
    elif not day_first:
        shows = "mdy"
    elif first != second:
        shows = "either"
    if shows:
        seen.setdefault(shows, match[0])
    if shows in ("dmy", "mdy") and not strict:
        order = shows
    elif order == "ymd" or (order != shows and shows in ("dmy", "mdy") and mark != "."):
        raise Refused(f"is no date with the {_FIRST[order]} first, as --date-order says")
    day, month = (first, second) if order == "dmy" else (second, first)
    return date(_year(year), month, day)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _year(digits: str) -> int:
    """Two digits are 1970 to 2069."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def _serial(days: float) -> date:
    """The day of a spreadsheet's serial number."""
    if not 20_000 <= days < 80_000:
        raise Refused(_NO_DATE)
    return _EXCEL_DAY_0 + timedelta(days=int(days))


@cache
def months() -> Mapping[str, int]:
    """Month names and their short forms, in four languages, by folded word."""
    names = mappings("words")["months"]
    return {key(word): number for number, words in enumerate(names, start=1) for word in words}
