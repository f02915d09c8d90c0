"""Fields of the records that an item of a checklist may show and edit in place of an answer."""

from dataclasses import dataclass
from datetime import date

from models.checklist.states import Derived
from models.partner import AGREEMENT_KINDS, Agreement
from models.partner_file import PartnerFile
from models.partner_words import AGREEMENTS, agreement_state, newest
from models.text import day_text, lower_first


@dataclass(frozen=True, slots=True)
class Mirror:
    """A field by its name in a template, the kind of item that fits it, and what it is.

    `table` is "partners" or "agreements"; `of` is the kind of the agreement.
    """

    name: str
    kind: str
    label: str
    table: str
    field: str
    of: str = ""


def _partner(field: str, kind: str, label: str) -> Mirror:
    return Mirror(f"partners.{field}", kind, label, "partners", field)


def _agreement(of: str, field: str, label: str) -> Mirror:
    words = f"{AGREEMENTS[of]}, {label}"
    return Mirror(f"agreements.{of}.{field}", "date", words, "agreements", field, of)


MIRRORS: dict[str, Mirror] = {
    mirror.name: mirror
    for mirror in (
        _partner("free_training", "yes_no", "Free, unlimited training promised"),
        _partner("shield_sponsorship", "yes_no", "Shield Framework sponsorship in place"),
        _partner("deal_registration", "yes_no", "Partner runs a deal registration program"),
        _partner("nomination", "text", "Why the partner was chosen"),
        _partner("investments", "text", "What the partner invests"),
        *(
            _agreement(kind, field, label)
            for kind in AGREEMENT_KINDS
            for field, label in (("signed_on", "signed on"), ("expires_on", "last day"))
        ),
    )
}


def read(file: PartnerFile, name: str, today: date) -> Derived:
    """What the records hold in a field, as the item that mirrors it shows it.

    A yes or no that was never set reads No, for the records know no third value. Raises KeyError
    for a field that is none.
    """
    mirror = MIRRORS[name]
    if mirror.table == "partners":
        held = getattr(file.partner, mirror.field)
        if mirror.kind == "yes_no":
            said = f"The records say {'yes' if held else 'no'}."
            return Derived("yes" if held else "no", "", said, "overview")
        return Derived(held, "", "Kept on the partner’s overview.", "overview")
    papers = [paper for paper in file.agreements if paper.kind == mirror.of]
    return _of_paper(newest(papers) if papers else None, mirror, today)


def _of_paper(paper: Agreement | None, mirror: Mirror, today: date) -> Derived:
    if paper is None:
        return Derived("", "", f"No {lower_first(AGREEMENTS[mirror.of])} is recorded.", "people")
    held: date | None = getattr(paper, mirror.field)
    words = agreement_state(paper, today)[1]
    state = ""
    if mirror.field == "signed_on" and held is not None and held > today:
        state = "in_progress"
    if mirror.field == "expires_on" and held is None and paper.signed_on is not None:
        state = "met"  # it has no last day: it holds for ever
    return Derived(
        held.isoformat() if held else "",
        state,
        f"{AGREEMENTS[mirror.of]}: {lower_first(words)}{_signed(paper, today)}.",
        "people",
        paper.expires_on if paper.signed_on else None,
    )


def _signed(paper: Agreement, today: date) -> str:
    begun = paper.signed_on is not None and paper.signed_on <= today
    return f", signed on {day_text(paper.signed_on)}" if begun and paper.signed_on else ""
