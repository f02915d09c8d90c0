"""The fields of a partner that two partners become: which of them wins, said field by field."""

from dataclasses import replace
from typing import Any, NamedTuple

from models.partner import Partner
from models.text import maybe_day, yes_no

_TEXTS = {"notes": "Notes", "nomination": "Nomination", "investments": "Investments"}
_FACTS = {
    "free_training": "Free training",
    "shield_sponsorship": "Shield sponsorship",
    "deal_registration": "Deal registration",
}
_DAYS = {
    "candidate_on": "Candidate since",
    "invited_on": "Invited on",
    "invitation_accepted_on": "Invitation accepted on",
    "removed_on": "Out of the program since",
}
_STAYS = "of the partner that stays"


class FieldSaid(NamedTuple):
    """A field that differs: what each has, what stays, and why."""

    name: str
    mine: str
    theirs: str
    stays: str
    why: str


def joined(mine: Partner, theirs: Partner) -> tuple[Partner, tuple[FieldSaid, ...]]:
    """What two partners become, by the first one's name, and what is said of each that differs.

    The way into the program is that of the one that is further on it, with all its dates: dates of
    two ways in a row would tell of a third one that nobody went.
    """
    said: list[FieldSaid] = []
    values: dict[str, Any] = {}
    if theirs.region and theirs.region != mine.region:
        values["region"] = mine.region or theirs.region
        why = _STAYS if mine.region else "the only one"
        said.append(FieldSaid("Region", mine.region, theirs.region, str(values["region"]), why))
    for name, word in _TEXTS.items():
        one, other = getattr(mine, name), getattr(theirs, name)
        if other and other != one:
            values[name] = f"{one}\n\n{other}" if one else other
            why = "one after the other" if one else "the only one"
            said.append(FieldSaid(word, one, other, "Both" if one else other, why))
    for name, word in _FACTS.items():
        one, other = getattr(mine, name), getattr(theirs, name)
        if one != other:
            values[name] = True
            said.append(FieldSaid(word, yes_no(one), yes_no(other), "Yes", "yes wins"))
    further = mine if _far(mine) >= _far(theirs) else theirs
    for name, word in _DAYS.items():
        one, other = getattr(mine, name), getattr(theirs, name)
        values[name] = stays = getattr(further, name)
        if one != other:
            why = _STAYS if _far(mine) == _far(theirs) else "of the one further on its way"
            said.append(FieldSaid(word, maybe_day(one), maybe_day(other), maybe_day(stays), why))
    return replace(mine, **values), tuple(said)


def _far(one: Partner) -> int:
    """How far a partner is on its way; one that is out is behind those that are on it."""
    if one.removed_on:
        return 1
    if one.invitation_accepted_on:
        return 4
    if one.invited_on:
        return 3
    return 2 if one.candidate_on else 0
