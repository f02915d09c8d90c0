"""What a binder is made from: one frozen value, without what the reader may not see."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from models.checklist.proof import Proof
from reports.facts import EDITIONS, INTERNAL, PARTNER, clean, shown_proofs


@dataclass(frozen=True, slots=True)
class BinderFacts:
    """A partner's evidence for one edition, in the order in which it is bound."""

    partner: str
    as_of: date
    edition: str
    proofs: tuple[Proof, ...]
    sample: bool = False
    portfolio: str = ""


def bind(
    partner: str,
    proofs: Iterable[Proof],
    as_of: date,
    *,
    edition: str = INTERNAL,
    sample: bool = False,
    portfolio: str = "",
) -> BinderFacts:
    """The facts of a binder. What was replaced is not bound.

    The partner's edition leaves out the evidence of internal items, who looked at it and what was
    noted. Raises ValueError for an unknown edition.
    """
    if edition not in EDITIONS:
        raise ValueError(f"no edition {edition!r}")
    if edition == PARTNER:
        portfolio = ""
    kept = shown_proofs(proofs, edition)
    return BinderFacts(
        clean(partner), as_of, edition, tuple(map(_clean, kept)), sample, clean(portfolio, 90)
    )


def _clean(proof: Proof) -> Proof:
    one = proof.evidence
    evidence = replace(
        one, file=clean(one.file, 200), reviewer=clean(one.reviewer, 90), note=clean(one.note)
    )
    return replace(proof, evidence=evidence, about=clean(proof.about), of=clean(proof.of, 120))
