"""What a reading of the whole file leaves open, and what is odd about its deals."""

from collections.abc import Iterator, Mapping, Sequence

from models.intake.amounts import MARKS, settle
from models.intake.days import ORDERS
from models.intake.mapping import MEANINGS, Choice, ColumnMap, Question
from models.intake.reading import RowReader
from models.intake.sheet import Sheet
from models.money import plain
from models.text import counted

_LINES_NAMED = 10
_ORDER_WORDS = {
    "dmy": "Day first (31/12/2026)",
    "mdy": "Month first (12/31/2026)",
    "ymd": "Year first (26/12/31)",
}
_MARK_WORDS = {"point": "Decimal point (1,200.50)", "comma": "Decimal comma (1.200,50)"}


def open_questions(
    sheet: Sheet, columns: ColumnMap, reader: RowReader, unknown: Mapping[str, int]
) -> Iterator[Question]:
    """Date orders and decimal signs that the whole file leaves open, and words with their count."""
    name = sheet.path.name
    for column, days in reader.days.items():
        if not days.settled:
            yield Question(
                f"date_order:{column}",
                f"The dates in “{columns.theirs(column)}” of {name} can be read day first or month"
                f" first ({', '.join(dict.fromkeys(days.seen.values()))}).",
                tuple(Choice(o, _ORDER_WORDS[o], days.readings(o)) for o in ORDERS[:2]),
                "Say which with --date-order dmy or --date-order mdy.",
            )
    for column, mark in settle(reader.amounts, sheet.source.delimiter).items():
        if not mark:
            amounts = reader.amounts[column]
            cells = [*amounts.doubtful["."], *amounts.doubtful[","]]
            yield Question(
                f"decimal:{column}",
                f"The amounts in “{columns.theirs(column)}” of {name} can be read two ways"
                f" ({', '.join(cells[:3])}).",
                tuple(Choice(m, _MARK_WORDS[m], amounts.readings(m)) for m in MARKS),
                "Say which with --decimal point or --decimal comma.",
            )
    for word, times in sorted(unknown.items(), key=lambda item: -item[1]):
        yield Question(
            f"status:{word}",
            f"What does “{word}” mean? It stands in {counted(times, 'row')}.",
            tuple(Choice(meaning, meaning.capitalize()) for meaning in MEANINGS),
            f'Say it in a --mapping file: [values.status] "{word}" = "open", "won", "lost" or'
            ' "unqualified".',
            needed=False,
        )


def word_warnings(
    unknown: Mapping[str, int], worth: Mapping[str, int], currency: str
) -> Iterator[str]:
    """Each word that is not known, once, with the rows and the money that hang on it."""
    words = sorted(unknown, key=lambda word: -unknown[word])
    for word in words[:_LINES_NAMED]:
        money = f" ({plain(worth[word], currency)} {currency})" if worth.get(word) else ""
        stands = "stands" if unknown[word] == 1 else "stand"
        rows = f"{counted(unknown[word], 'row')[:1].upper()}{counted(unknown[word], 'row')[1:]}"
        yield (
            f"{rows}{money} {stands} at “{word}”, whose meaning is not known; say it in a --mapping"
            f' file with [values.status] "{word}" = "open", "won", "lost" or "unqualified".'
        )
    if len(words) > _LINES_NAMED:
        yield f"{len(words) - _LINES_NAMED:,} more words are not known either."


def reading_warnings(
    columns: ColumnMap, by_word: Mapping[str, str], estimated: int
) -> Iterator[str]:
    """Stages that one word in them decided, and closed deals without a day of their own."""
    if by_word:
        said = [
            f"“{words}” as {meaning}" for words, meaning in list(by_word.items())[:_LINES_NAMED]
        ]
        more = len(by_word) - _LINES_NAMED
        yield (
            f"Read by one word in them: {', '.join(said)}{f' and {more} more' if more > 0 else ''};"
            " [values.status] in a --mapping file says otherwise."
        )
    if estimated:
        theirs = [
            columns.theirs(n) for n in ("actual_close_date", "lost_on") if n in columns.columns
        ]
        yield (
            f"{counted(estimated, 'closed deal')} without a day in “{'” or “'.join(theirs)}”; the"
            f" expected day in “{columns.theirs('close_date')}” is taken."
        )


def deal_warnings(
    unpaid: Sequence[int], uneven: Sequence[tuple[int, int, int, str]]
) -> Iterator[str]:
    """Deals without any money, by line, and amounts that are not what their portions make."""
    for line, amount, portions, code in uneven[:_LINES_NAMED]:
        yield (
            f"Line {line}: the amount {plain(amount, code)} is not the portions' sum"
            f" {plain(portions, code)}; the portions are taken."
        )
    more = len(uneven) - _LINES_NAMED
    if more > 0:
        yield f"{counted(more, 'more amount')} not the portions' sum; the portions are taken."
    if unpaid:
        named = ", ".join(map(str, unpaid[:_LINES_NAMED]))
        rest = f" and {len(unpaid) - _LINES_NAMED} more" if len(unpaid) > _LINES_NAMED else ""
        yield f"{counted(len(unpaid), 'deal')} without money, imported as 0.00: line {named}{rest}."


def offering_warnings(unknown: Mapping[str, int]) -> Iterator[str]:
    """Which offerings the file names and their partners have not, so that no deal is linked."""
    if unknown:
        names = ", ".join(f"“{name}”" for name in list(unknown)[:_LINES_NAMED])
        more = len(unknown) - _LINES_NAMED
        yield (
            f"{counted(sum(unknown.values()), 'deal')} not linked: the partner has no offering"
            f" named {names}{f' or {more} more' if more > 0 else ''}."
        )
