"""What the lane carries out with evidence; objects, so that no closure keeps a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.checklist.evidence_record import Evidence
from models.checklist.records import Where
from models.errors import UserError


@dataclass(frozen=True, slots=True)
class Target:
    """What evidence is for: a partner, and perhaps a checklist's item, a criterion, a record."""

    partner_id: int
    where: Where | None = None
    item: str = ""
    criterion: str = ""
    record_id: int = 0


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding some files: the ids of those kept, and a sentence for each refused."""

    kept: tuple[int, ...]
    refused: tuple[str, ...]


class AddFiles:
    """Reads and keeps files one by one, so that one of them is in memory at a time."""

    def __init__(self, target: Target, paths: tuple[Path, ...], today: Any) -> None:
        self.target, self.paths, self.today = target, paths, today

    def __call__(self, portfolio: Any, progress: Any) -> Added:
        from models.checklist.evidence_reading import read_evidence
        from models.store import evidence

        kept, refused = [], []
        for path in self.paths:
            try:
                data = read_evidence(path, progress)
                kept.append(_add(evidence, portfolio, self.target, path.name, data, self.today))
            except UserError as fault:
                if len(self.paths) == 1:
                    raise
                refused.append(str(fault))
        return Added(tuple(kept), tuple(refused))


class AddData:
    def __init__(self, target: Target, name: str, data: bytes, today: Any) -> None:
        self.target, self.name, self.data, self.today = target, name, data, today

    def __call__(self, portfolio: Any) -> Added:
        from models.store import evidence

        made = _add(evidence, portfolio, self.target, self.name, self.data, self.today)
        return Added((made,), ())


class Replace:
    def __init__(self, evidence_id: int, path: Path, today: Any) -> None:
        self.evidence_id, self.path, self.today = evidence_id, path, today

    def __call__(self, portfolio: Any, progress: Any) -> None:
        from models.checklist.evidence_reading import read_evidence
        from models.store import evidence

        data = read_evidence(self.path, progress)
        evidence.replace(portfolio, self.evidence_id, self.path.name, data, self.today)


class Copy:
    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def __call__(self, portfolio: Any) -> Path:
        from models.store.evidence import content
        from ui.opened_copies import private_copy

        return private_copy(self.evidence.file, content(portfolio, self.evidence.sha256))


class SaveCopy:
    def __init__(self, evidence: Evidence, path: Path) -> None:
        self.evidence, self.path = evidence, path

    def __call__(self, portfolio: Any) -> None:
        from models.files import write_bytes
        from models.store.evidence import content

        write_bytes(self.path, content(portfolio, self.evidence.sha256), force=True)


class Call:
    """One of the store's functions for evidence, with its arguments."""

    def __init__(self, name: str, *arguments: Any, **named: Any) -> None:
        self.name, self.arguments, self.named = name, arguments, named

    def __call__(self, portfolio: Any) -> Any:
        from models.store import evidence

        return getattr(evidence, self.name)(portfolio, *self.arguments, **self.named)


def _add(evidence: Any, portfolio: Any, target: Target, name: str, data: bytes, today: Any) -> int:
    made: Evidence = evidence.add(
        portfolio, target.partner_id, name, data, today,
        where=target.where, item=target.item, criterion=target.criterion,
        record_id=target.record_id,
    )  # fmt: skip
    return made.id
