"""What a checklist asks: its sections and items as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

KINDS = (
    "yes_no",
    "number",
    "money",
    "date",
    "choice",
    "text",
    "people",
    "file",
)
EVERY = ("once", "quarter", "year")
APPLIES_TO = ("onboarding", "participating", "all")
SIDES = ("ours", "partner", "joint")
SURVEYS = ("", "ours", "partner")
EVIDENCE = ("none", "wanted", "needed")
OTHERS = "others"  # in a file: the tiers that `ask` does not name
ASKS = ("required", "recommended", "not_asked")
STATES = ("not_started", "in_progress", "in_review", "met", "not_met", "waived", "expired")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of an item of the kind `choice`, and the state that it means."""

    key: str
    label: str
    state: str = "met"


@dataclass(frozen=True, slots=True)
class Condition:
    """An item is asked only where another item has one of these answers."""

    item: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a checklist.

    `asks` is the question, `help` one line beneath; both may quote live facts in braces, as in
    "{open_deals}". At most one of three says that the records answer it: `criterion` (a criterion
    of the program, read only), `gate` (one of the four gates, read only), `mirrors` (a field of the
    records, "partners.free_training" or "agreements.nda.signed_on": answering edits the record).
    `target` is the least number, or money in minor units, that meets. `ask` is the obligation by
    tier key, with "" for all others. `internal` items never leave the house.
    """

    key: str
    asks: str
    kind: str
    help: str = ""
    clause: str = ""
    side: str = "ours"
    evidence: str = "none"
    ask: Mapping[str, str] = field(default_factory=lambda: {"": "required"})
    internal: bool = False
    when: Condition | None = None
    target: int | None = None
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    criterion: str = ""
    gate: str = ""
    mirrors: str = ""

    @property
    def derived(self) -> bool:
        """Whether the records alone answer it."""
        return bool(self.criterion or self.gate)

    def asked_of(self, tier: str) -> str:
        return self.ask.get(tier, self.ask.get("", "required"))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a checklist; with `each` "criterion" it gets one item a criterion at its start.

    Those items ask for evidence as `evidence` says.
    """

    key: str
    name: str
    items: tuple[Item, ...]
    each: str = ""
    evidence: str = "none"


@dataclass(frozen=True, eq=False)
class Template:
    """One version of a checklist's questions; two are equal only if they are one.

    `every` says how often it comes back and `applies_to` for whom; `tiers` are the tier keys it is
    for (none: all). Of a quarter or a year `opens` and `due` are days after its last day, negative
    before it (`opens` None: its first day); of a checklist that is done once `due` are days after
    its beginning. `carries` brings open items along into the next period. `survey` says whose side
    of a survey it is: such a one comes by no calendar, and decides nothing.
    """

    key: str
    name: str
    version: int
    says: str
    every: str
    applies_to: str
    sections: tuple[Section, ...]
    tiers: tuple[str, ...] = ()
    opens: int | None = None
    due: int = 0
    carries: bool = True
    survey: str = ""
    text: str = ""
    digest: str = ""
    own: bool = False

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by key, in the order they are asked."""
        return {item.key: item for section in self.sections for item in section.items}

    @property
    def expands(self) -> bool:
        """Whether some section takes its items from the program."""
        return any(section.each for section in self.sections)

    def walk(self) -> Iterator[tuple[Section, Item]]:
        for section in self.sections:
            for item in section.items:
                yield section, item
