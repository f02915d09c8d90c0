"""What is the host's own can't reach the partner's edition, and whatever is new must be decided."""

from __future__ import annotations

import io
import types
import typing
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from models.background import Background, OmissionCase
from models.benefits import Line
from models.checklist.evidence_record import Evidence
from models.checklist.proof import Proof
from models.pack_plan import KINDS, PackPlan, Words
from reports.facts import HOST_ONLY, PackFacts, freeze
from reports.sections import BODY
from reports.slides import presentation as slides
from tests.reports import background_builder, facts_builder, health_builder, voice_builder
from tests.reports.reading import read

DAY = date(2021, 12, 1)
WORD = "zq{}x"  # nothing that a pack says reads so
# Text that both sides read, on purpose: by record. A field that is new is in neither list, and
# the test of it fails until somebody decides for whose eyes it is.
SHOWN: Mapping[str, str] = {
    "Action": "title criterion side owner state purpose",
    "Agreement": "kind",
    "Ahead": "tier label",
    "Ask": "what why options side owner obligation clause",
    "Background": "stages",
    "Benefit": "id group label clause states due person parts short meeting",
    "Calendar": "review_months",
    "Change": "section what was now subject turn key",
    "Changes": "pack_id",
    "Checked": "name period",
    "Cell": "audience topic",
    "CheckedItem": "question answer state why clause",
    "Contact": "name role side",
    "CountedDeal": "bucket reason",
    "Criterion": "id clause tier obligation reason",
    "CriterionTerms": (
        "id label kind group clause counts of asks unit said none yes no portion combine"
    ),
    "Deal": "name customer deal_id status currency stage",
    "DealNote": "blocker help_wanted loss_reason lesson",
    "Decision": (
        "partner participation program version currency tcv_tier calculated_tier granted_tier "
        "granted_basis advice findings readings"
    ),
    "Evidence": "sha256 file kind template period item criterion",
    "Finding": "criterion",
    "Grant": "tier basis program_version program",
    "Held": "tier label basis",
    "HygieneNote": "rule name said",
    "Initiative": "title detail side owner state",
    "InitiativeLine": "said",
    "Integration": "product kind",
    "Investment": "title side currency state",
    "InvestmentSum": "side currency",
    "Interpretation": "id topic problem reading clauses chosen",
    "JointPlan": "currency",
    "LedgerHealth": "currency",
    "LeftOut": "reason",
    "Line": "entitlement state",
    "Measure": "key name said",
    "Milestone": "of_kind title side owner",
    "Minute": "purpose text",
    "MilestoneLine": "state",
    "Moved": "step name why",
    "Movement": "since missing",
    "NextTier": "tier gaps",
    "Objective": "kind title unit currency measured owner partner_owner state",
    "Offering": "name geographies services",
    "OmissionCase": "name customer currency state decision",
    "Option": "key label reading sets",
    "Override": "colour",
    "PackFacts": "edition title",
    "PackPlan": "kind title order left_out words place attendees confidentiality logo",
    "Part": "title side owner",
    "Partner": "name region",
    "PartnerFile": "elsewhere",
    "Point": "colours",
    "Products": "names clause",
    "PlanDeal": "name customer status reason",
    "PlanState": "state said",
    "Planned": "kind what place",
    "Proof": "about of",
    "Provisional": "tier clause",
    "Rate": "currency rate",
    "Recovery": "title clause found now path side owner",
    "Ref": "kind text",
    "Reference": "customer kind state",
    "Resolution": "title why side owner state outcome",
    "Risk": "kind title side owner response to_whom",
    "RoadmapItem": "side title state",
    "Series": "kind title currency said",
    "Standing": "currency colour outlook said source missing",
    "Statement": "key text theme",
    "Step": "key name",
    "Survey": "period label partner_words",
    "SurveyPoint": "label",
    "Terms": (
        "program version currency geographies geography_aliases measurement_rule board_rule "
        "measure_clauses readings digest"
    ),
    "Tier": "key label alias clause",
    "Training": "person kind course",
    "View": "key colour",
    "Win": "name",
    "WinWire": "title client challenge solution outcome why_won lesson thanks state",
    "Window": "kind",
    "Words": "text",
    "YearFigure": "colour source",
}  # fmt: skip


class Sower:
    """Puts a word of its own into every text of the fields that are the host's."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.seen: set[type] = set()

    def word(self) -> str:
        self.words.append(WORD.format(len(self.words)))
        return self.words[-1]

    def sown(self, value: Any) -> Any:
        """The same graph with each host-only field filled."""
        if isinstance(value, Mapping):
            return {key: self.sown(one) for key, one in value.items()}
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple(map(self.sown, value))
        names = _names(value)
        if not names:
            return value
        kind = type(value)
        own = HOST_ONLY.get(kind, ())
        self.seen |= {kind} if own else set()
        hints = get_type_hints(kind)
        changed = {
            name: self.made(hints[name]) if name in own else self.sown(getattr(value, name))
            for name in names
        }
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **changed)
        return value._replace(**changed)

    def made(self, hint: Any) -> Any:
        """A value of a type, with a word in every text of it."""
        origin, inside = get_origin(hint), get_args(hint)
        if origin in (typing.Union, types.UnionType):
            return self.made(next(one for one in inside if one is not type(None)))
        if origin is tuple:
            return tuple(self.made(one) for one in inside if one is not Ellipsis)
        if origin is not None and issubclass(origin, Mapping):
            return {self.word(): self.made(inside[1])}
        known: dict[Any, Any] = {str: self.word, int: lambda: 987_654_321, float: float}
        known |= {bool: lambda: True, date: lambda: DAY, bytes: lambda: self.word().encode()}
        if hint in known:
            return known[hint]()
        assert _names(hint), f"no value for {hint}"
        hints = get_type_hints(hint)
        return hint(**{name: self.made(hints[name]) for name in _names(hint)})


def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a record or of its type; none of anything else."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return tuple(getattr(kind, "_fields", ()))


@cache
def sown() -> tuple[dict[str, PackFacts], tuple[str, ...], frozenset[type]]:
    """The partner's facts of each kind, made from records whose host-only fields are sown."""
    sower = Sower()
    full = background_builder.full()
    background = replace(
        full,
        benefits=full.benefits or (sower.made(Line),),
        omissions=full.omissions or (sower.made(OmissionCase),),
        roadmap=voice_builder.roadmap(2),
        references=voice_builder.references(2),
    )
    proofs = (Proof(Evidence(1, 1, "a" * 64, "Agreement.pdf", "pdf", 12), "What it proves"),)
    words = {section.key: Words("For all", "For us") for section in BODY}
    before = len(sower.words)
    known = health_builder.health(
        facts_builder.silver(), background, survey=health_builder.survey()
    )
    background = replace(background, health=health_builder.overridden(known))
    file, background, proofs, words = (
        sower.sown(one) for one in (facts_builder.silver().file, background, proofs, words)
    )
    made = {
        kind: freeze(
            file, edition="partner", background=background, proofs=proofs,
            plan=PackPlan(kind, words=words),
        )
        for kind in KINDS
    }  # fmt: skip
    return made, tuple(sower.words[before:]), frozenset(sower.seen)


def test_every_host_only_field_of_every_record_is_sown() -> None:
    _, words, seen = sown()
    assert seen == set(HOST_ONLY)
    assert len(words) > 100


@pytest.mark.clause("C102")
@pytest.mark.parametrize("kind", KINDS)
def test_no_host_only_word_is_anywhere_in_the_partners_pack(kind: str) -> None:
    made, words, _ = sown()
    facts = made[kind]
    for said in (repr(facts), read(facts).everything()):
        assert [word for word in words if word in said] == []


@pytest.mark.clause("C102")
def test_no_host_only_word_is_anywhere_in_the_partners_slides() -> None:
    made, words, _ = sown()
    held = io.BytesIO()
    slides.build(made["full"], held)
    said = "\n".join(_texts(held.getvalue()))
    assert "For all" in said
    assert [word for word in words if word in said] == []


def test_the_words_would_be_found_where_they_are_shown() -> None:
    """What is looked for is seen in the internal edition: the looking itself works."""
    sower = Sower()
    file = sower.sown(facts_builder.silver().file)
    facts = freeze(file, plan=PackPlan(words={"summary": Words("", sower.word())}))
    said = read(facts).everything()
    assert sum(word in said for word in sower.words) > 20
    assert sower.words[-1] in said


def test_every_text_is_decided_to_be_for_all_or_for_the_host() -> None:
    undecided = {
        f"{kind.__name__}.{name}"
        for kind, name in _told(PackFacts)
        if name not in HOST_ONLY.get(kind, ()) and name not in SHOWN.get(kind.__name__, "").split()
    }
    assert undecided == set()
    known = {(kind.__name__, name) for kind, name in _told(PackFacts)}
    gone = {
        f"{kind}.{name}"
        for kind, names in SHOWN.items()
        for name in names.split()
        if (kind, name) not in known
    }
    assert gone == set()


def _told(root: type) -> Iterator[tuple[type, str]]:
    """Every field of every record within that may hold text."""
    waiting, known = [root], {root}
    while waiting:
        kind = waiting.pop()
        hints = get_type_hints(kind)
        for name in _names(kind):
            held = set(_within(hints[name]))
            if held & {str, bytes}:
                yield kind, name
            for one in held - known:
                if _names(one):
                    known.add(one)
                    waiting.append(one)


def _within(hint: Any) -> Iterator[Any]:
    inside = get_args(hint)
    if not inside:
        yield hint
    for one in inside:
        yield from _within(one)


def _texts(data: bytes) -> Iterator[str]:
    """Every part of a package as text, and those of packages within."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        for name in held.namelist():
            part = held.read(name)
            yield name
            if part[:2] == b"PK":
                yield from _texts(part)
            else:
                yield part.decode("utf-8", errors="replace")


def test_the_background_has_no_field_that_nobody_thought_of() -> None:
    assert set(HOST_ONLY[Background]) <= set(_names(Background))
