"""How a file of evidence reads on paper: from when until when it holds, who looked at it."""

from models.checklist.proof import Proof
from models.text import day_text


def holds(proof: Proof) -> str:
    """From when until when it holds: "1 Mar 2026 to 28 Feb 2027", "to 28 Feb 2027"."""
    first, last = proof.evidence.effective_on, proof.evidence.expires_on
    if first and last:
        return f"{day_text(first)} to {day_text(last)}"
    if first:
        return f"from {day_text(first)}"
    return f"to {day_text(last)}" if last else "–"


def verified(proof: Proof) -> str:
    """Who looked at it and when; the partner's edition has the day alone."""
    evidence = proof.evidence
    if evidence.verified_on is None:
        return "–"
    day = day_text(evidence.verified_on)
    return f"{evidence.reviewer}, {day}" if evidence.reviewer else day
