"""The timeline of a partner as values: its entries, how they are chosen, edits folded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.names import fold as folded
from models.text import counted, listed, month_text

# What an entry is about: its key, its word, its icon. The order is that of the choices.
KINDS = {
    "tier": ("Tier and program", "award"),
    "meetings": ("Meetings and decisions", "users"),
    "deals": ("Deals", "briefcase"),
    "omissions": ("Their lists and omissions", "flag"),
    "risks": ("Risks and recovery", "triangle-alert"),
    "actions": ("Actions", "circle-check"),
    "plan": ("Joint plan", "target"),
    "health": ("Health", "shield-check"),
    "benefits": ("Benefits", "star"),
    "checklists": ("Checklists and evidence", "list-checks"),
    "people": ("People, papers and offerings", "handshake"),
    "advocacy": ("Enablement and advocacy", "graduation-cap"),
    "packs": ("Packs and letters", "presentation"),
    "imports": ("Imports", "download"),
    "other": ("Other", "circle"),
}
RECORDS, JOURNAL = "records", "journal"
# Where an entry is from, as it is told: the day of an event, or the day on which it was typed.
SOURCE_WORDS = {RECORDS: "Happened", JOURNAL: "Entered"}
LAST_DAYS = (30, 90)
_LABELS_TOLD = 2
_SEVERAL = 3  # kinds from which on a change has a line of its own


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline; what the host says internally is in it, so no partner sees it.

    `on` is the day on which it happened, of an entry from the journal the day on which it was
    entered. `side` is host, partner or blank, `who` a person. `page`, `tab`, `table` and
    `record_id` are the place it leads to; `seqs` the changes of the journal that it folds,
    `also` all kinds of one that is of several.
    """

    id: str
    on: date
    kind: str
    title: str
    detail: str = ""
    side: str = ""
    who: str = ""
    source: str = RECORDS
    page: str = "partner"
    tab: str = ""
    table: str = ""
    record_id: int = 0
    seqs: tuple[int, ...] = ()
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Touch:
    """What one change of the journal did to a partner's records of one kind.

    `told` is a sentence of its own where the change is one that counts as an event (an objective
    that is approved); such a touch is never folded with others.
    """

    seq: int
    on: date
    kind: str
    who: str
    label: str
    added: int = 0
    fields: int = 0
    deleted: int = 0
    taken_back: bool = False
    told: str = ""
    table: str = ""
    record_id: int = 0
    page: str = "partner"
    tab: str = ""
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person looks for; an empty part asks for nothing. `spans` are first and last days."""

    words: str = ""
    kinds: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    spans: frozenset[tuple[date, date]] = frozenset()

    def wants(self, entry: Entry) -> bool:
        return (
            (not self.kinds or entry.kind in self.kinds or bool(entry.also & self.kinds))
            and (not self.sides or entry.side in self.sides)
            and (not self.people or entry.who in self.people)
            and (not self.sources or entry.source in self.sources)
            and (not self.spans or any(a <= entry.on <= b for a, b in self.spans))
            and self._says(entry)
        )

    def _says(self, entry: Entry) -> bool:
        words = folded(self.words).split()
        if not words:
            return True
        said = folded(f"{entry.title} {entry.detail} {entry.who} {KINDS[entry.kind][0]}")
        return all(word in said for word in words)


def chosen(entries: Iterable[Entry], choice: Choice) -> list[Entry]:
    """The entries that a person looks for, in their order."""
    return [entry for entry in entries if choice.wants(entry)]


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The newest first; of one day, what happened before what was entered."""
    return tuple(sorted(entries, key=_order, reverse=True))


def _order(entry: Entry) -> tuple[date, bool, str]:
    return entry.on, entry.source == RECORDS, entry.id


def gathered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries with people of one day and course told in one line (they came as one class)."""
    found: list[Entry] = []
    classes: dict[tuple[date, str], list[Entry]] = {}
    for entry in entries:
        if entry.table != "trainings" or entry.source != RECORDS:
            found.append(entry)
            continue
        same = classes.setdefault((entry.on, entry.detail), [])
        if not same:
            found.append(entry)
        same.append(entry)
    return tuple(_class(classes.get((one.on, one.detail), []), one) for one in found)


def _class(same: Sequence[Entry], entry: Entry) -> Entry:
    if entry.table != "trainings" or entry.source != RECORDS or len(same) < 2:
        return entry
    people = listed([one.who for one in same])
    return replace(
        entry, title=f"{len(same):,} people trained", detail=f"{entry.detail}: {people}", who=""
    )


def by_month(entries: Iterable[Entry]) -> list[str | Entry]:
    """The entries with the name of a month before the first of each."""
    found: list[str | Entry] = []
    month = None
    for entry in entries:
        if month != (entry.on.year, entry.on.month):
            month = (entry.on.year, entry.on.month)
            found.append(month_text(entry.on))
        found.append(entry)
    return found


def days_said(rows: Sequence[str | Entry]) -> frozenset[str]:
    """The ids of entries that are the first of their day, and so say it."""
    found, day = set(), None
    for row in rows:
        if isinstance(row, Entry) and row.on != day:
            day = row.on
            found.add(row.id)
    return frozenset(found)


def spans_of(entries: Iterable[Entry], today: date) -> list[tuple[tuple[date, date], str]]:
    """What spans may be asked for, with their words: the last days, then each year that has any."""
    found = [((today - timedelta(days), today), f"Last {days} days") for days in LAST_DAYS]
    years = sorted({entry.on.year for entry in entries}, reverse=True)
    return [*found, *(((date(year, 1, 1), date(year, 12, 31)), str(year)) for year in years)]


def people_of(entries: Iterable[Entry]) -> list[str]:
    """Everybody who is named, in order of the alphabet."""
    return sorted({entry.who for entry in entries if entry.who}, key=folded)


# ---- edits -------------------------------------------------------------------------------------


def folded_edits(touches: Iterable[Touch]) -> tuple[Entry, ...]:
    """Edits of one day, person and kind as one line; what counts as an event has its own, and so
    has a change that is of several kinds, as an import is.
    """
    groups: dict[tuple[date, str, str, str], list[Touch]] = {}
    for touch in _whole_changes(touches):
        own = f"{touch.seq}:{touch.record_id}" if touch.told or touch.also else ""
        groups.setdefault((touch.on, touch.kind, touch.who, own), []).append(touch)
    return tuple(_edit(some) for some in groups.values())


def _whole_changes(touches: Iterable[Touch]) -> Iterator[Touch]:
    by_change: dict[int, list[Touch]] = {}
    for touch in touches:
        if touch.told:
            yield touch
        else:
            by_change.setdefault(touch.seq, []).append(touch)
    for some in by_change.values():
        kinds = frozenset(touch.kind for touch in some)
        if len(kinds) < _SEVERAL:
            yield from some
            continue
        yield replace(
            some[0], kind="other", added=sum(touch.added for touch in some),
            fields=sum(touch.fields for touch in some),
            deleted=sum(touch.deleted for touch in some), also=kinds, tab="", record_id=0,
        )  # fmt: skip


def _edit(some: Sequence[Touch]) -> Entry:
    first = max(some, key=lambda touch: touch.seq)
    seqs = tuple(sorted({touch.seq for touch in some}, reverse=True))
    title, detail = edit_words(some)
    return Entry(
        f"journal:{first.on.isoformat()}:{first.seq}:{first.kind}:{first.record_id}", first.on,
        first.kind, title, detail, "", first.who, JOURNAL, first.page, first.tab, first.table,
        first.record_id, seqs, first.also,
    )  # fmt: skip


def edit_words(some: Sequence[Touch]) -> tuple[str, str]:
    """What some edits did, and the words they were made under."""
    back = sum(touch.taken_back for touch in some)
    if len(some) == 1:
        (only,) = some
        title = only.told or only.label
        return title, "Taken back since" if back else "" if only.told else edit_counts(some)
    labels: list[str] = []
    for touch in sorted(some, key=lambda touch: -touch.seq):
        if touch.label not in labels:
            labels.append(touch.label)
    more = len(labels) - _LABELS_TOLD
    said = "; ".join(labels[:_LABELS_TOLD]) + (f"; {more:,} more" if more > 0 else "")
    if back:
        said += f" ({'all' if back == len(some) else f'{back:,}'} taken back since)"
    who = some[0].who
    return edit_counts(some) + (f" by {who}" if who else ""), said


def edit_counts(some: Iterable[Touch]) -> str:
    """ "12 fields edited and 2 records added"."""
    added = fields = deleted = 0
    for touch in some:
        added, fields, deleted = (
            added + touch.added, fields + touch.fields, deleted + touch.deleted,
        )  # fmt: skip
    parts = []
    if fields:
        parts.append(f"{counted(fields, 'field')} edited")
    if added:
        parts.append(f"{counted(added, 'record')} added")
    if deleted:
        parts.append(f"{counted(deleted, 'record')} deleted")
    return listed(parts)
