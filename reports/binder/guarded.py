"""The binder, made in a process of its own: a file that ends it is attached unopened."""

from collections.abc import Mapping
from pathlib import Path

from models.errors import UserError
from reports import apart
from reports.binder.facts import BinderFacts
from reports.binder.making import Binder, Report
from reports.binder.making import write as write_here

_MOST_REFUSED = 5


def write(
    facts: BinderFacts,
    folder: Path,
    wrong: Mapping[str, str],
    target: Path,
    progress: Report | None = None,
) -> Binder:
    """Write the binder to a path; contents lie in a folder under their digests.

    `wrong` has the sentence for each digest whose content is missing. Raises UserError where there
    is nothing to bind, or too many files can't be opened; what `progress` raises stops it.
    """
    refused: list[str] = []
    while True:
        try:
            made = apart.run(_write, facts, folder, dict(wrong), refused, target, tell=progress)
            return Binder(*made)
        except apart.Ended as fault:
            # Each file is reported twice: as it is read, and as it is set.
            one = facts.proofs[fault.done % len(facts.proofs)].evidence
            if fault.done >= 2 * len(facts.proofs) or one.sha256 in refused:
                raise _too_much(facts.partner) from fault
            refused.append(one.sha256)
            if len(refused) > _MOST_REFUSED:
                raise _too_much(facts.partner) from fault


def _write(
    facts: BinderFacts,
    folder: Path,
    wrong: Mapping[str, str],
    refused: list[str],
    target: Path,
    report: Report,
) -> tuple[int, int, int, str]:
    def content(sha256: str) -> Path:
        if sha256 in wrong:
            raise UserError(wrong[sha256])
        return folder / sha256

    made = write_here(facts, content, target, report, refused)
    return made.pages, made.files, made.attached, made.binder_id


def _too_much(partner: str) -> UserError:
    return UserError(
        f"The evidence of {partner} takes more memory or time to be bound than there is.",
        "Save copies of its files instead, or take away those that can't be opened.",
    )
