"""All evidence of a partner in one PDF: an index, then every file page by page, or attached."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.checklist.evidence_kinds import kind_says
from models.checklist.evidence_names import safe_name
from models.checklist.proof import Proof
from models.errors import UserError
from models.text import counted
from reports.binder.facts import BinderFacts
from reports.binder.files import REFUSED, Shown, disarm, look
from reports.binder.pages import Bound, Drawing
from reports.facts import digest
from reports.pack import ONE_AT_A_TIME

Report = Callable[[int, int, str], object]


@dataclass(frozen=True, slots=True)
class Binder:
    """What was written: pages, files, how many of them are attached, and the binder's id."""

    pages: int
    files: int
    attached: int
    binder_id: str

    @property
    def said(self) -> str:
        """What was written, in a few words: "12 files on 48 pages, 3 of them attached"."""
        words = f"{counted(self.files, 'file')} on {counted(self.pages, 'page')}"
        return f"{words}, {self.attached} of them attached" if self.attached else words


def write(
    facts: BinderFacts,
    content: Callable[[str], Path],
    target: Path,
    progress: Report | None = None,
    refused: Container[str] = (),
) -> Binder:
    """Write the binder to a path; `content` gives the file that holds a digest's content.

    The same facts give the same bytes. A file that can't be read becomes a page that says so; the
    `refused` digests are attached without being opened.
    Raises UserError where there is nothing to bind; whatever `progress` raises stops it.
    """
    if not facts.proofs:
        raise UserError(
            f"There is no evidence of {facts.partner} to bind.",
            "Add files to its checklists, or on its Evidence tab.",
        )
    tell = progress or _silent
    total = 2 * len(facts.proofs) + 1
    bound = []
    for at, proof in enumerate(facts.proofs):
        tell(at, total, f"Reading {proof.evidence.file}")
        bound.append(_looked_at(proof, content, refused))
    steps = _Steps(tell, len(bound), total)
    binder_id = digest(facts)
    with ONE_AT_A_TIME:
        own = Drawing(facts, bound, binder_id).build(steps)
    tell(total - 1, total, "Putting the pages together")
    pages = _join(own, bound, target)
    attached = sum(one.shown.attached for one in bound)
    return Binder(pages, len(bound), attached, binder_id)


def _looked_at(proof: Proof, content: Callable[[str], Path], refused: Container[str]) -> Bound:
    """A file whose copy is missing or damaged has a page that says so."""
    try:
        path = content(proof.evidence.sha256)
    except UserError as fault:
        return Bound(proof, Shown(str(fault)), Path())
    shown = REFUSED if proof.evidence.sha256 in refused else look(proof.evidence, path)
    return Bound(proof, shown, path)


def _join(own: bytes, bound: list[Bound], target: Path) -> int:
    """Put the pages of the PDFs between our own and hang on what is attached; the whole count."""
    import io
    from contextlib import ExitStack

    import pikepdf

    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.open(io.BytesIO(own)))
        for one in bound:
            if one.shown.pages:
                source = opened.enter_context(
                    # A map of each file would take as much room as all of them together.
                    pikepdf.open(one.path, access_mode=pikepdf.AccessMode.stream)
                )
                at = one.page - 1 + one.own
                for place, page in enumerate(source.pages):
                    whole.pages.insert(at + place, page)
                    disarm(whole.pages[at + place])
        for number, one in enumerate(bound, 1):
            if one.shown.attached:
                _attach(whole, number, one)
        whole.save(target, deterministic_id=True, object_stream_mode=_streams())
        return len(whole.pages)


def _attach(whole: Any, number: int, one: Bound) -> None:
    import pikepdf

    evidence = one.proof.evidence
    name = f"{number:03} {safe_name(evidence.file)}"
    whole.attachments[name] = pikepdf.AttachedFileSpec(
        whole, one.path.read_bytes(), filename=name,
        description=f"{kind_says(evidence.kind)}: {one.proof.about}",
        mime_type="application/octet-stream",
    )  # fmt: skip


def _streams() -> Any:
    import pikepdf

    return pikepdf.ObjectStreamMode.generate


class _Steps:
    """Counts the files as their pages are drawn."""

    def __init__(self, tell: Report, before: int, total: int) -> None:
        self.tell, self.done, self.total = tell, before, total

    def __call__(self, one: Bound) -> None:
        self.tell(self.done, self.total, f"Setting {one.proof.evidence.file}")
        self.done += 1


def _silent(*_: object) -> None:
    """Nobody waits for this one."""
