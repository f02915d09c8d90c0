"""Packs of one partner or of all, from a portfolio to files, without a window."""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from models.errors import UserError
from models.files import check_target, write_bytes
from models.issued_pack import Issue
from models.names import fold, slug
from models.pack_depth import BY_TIER, kind_for
from models.pack_plan import USUAL
from models.partner import Partner
from models.store import records
from models.store.pack_plans import plan_of
from models.store.packs import issue, packed
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from reports.facts import PackFacts, freeze
from reports.worker import prepare

_READY = 3  # packs a process that are read and not yet made

Progress = Callable[[int, int, str], object]
SLIDES = ".pptx"  # what the name of a file ends in that gets slides


@dataclass(frozen=True, slots=True)
class Made:
    """One pack that was made, or the sentence that says why not."""

    partner: str
    path: Path
    pages: int = 0
    pack_id: str = ""
    problem: str = ""
    issue: Issue | None = None


def named(portfolio: Portfolio, name: str) -> Partner:
    """The partner of that name. Raises UserError where there is none."""
    found = records.find(portfolio, Partner, name_key=fold(name))
    if not found:
        raise UserError(
            f"There is no partner named {name} in {portfolio.path}.",
            "Check the spelling; assess lists them all.",
        )
    return found[0]


def facts_of(
    portfolio: Portfolio, partner_id: int, as_of: date, edition: str, kind: str = USUAL.kind
) -> PackFacts:
    """Frozen facts of one partner, without host-only records in the partner's edition.

    The pack is put together as its plan of that kind says, where the portfolio keeps one.
    """
    found = packed(portfolio, partner_id, as_of)
    if kind == BY_TIER:
        kind = kind_for(found.background.benefits)
    return freeze(
        found.file, edition=edition, checked=found.checked, proofs=found.proofs,
        background=found.background, plan=plan_of(portfolio, partner_id, kind),
    )  # fmt: skip


def make_one(facts: PackFacts, target: Path, *, force: bool = False, issuing: bool = False) -> Made:
    """Build one pack and put it in place whole. Raises UserError where it can't be written.

    A target that ends in .pptx gets slides. Where it is to be issued, what the archive keeps of it
    is given back too; of slides nothing is kept, since others may change them.
    """
    if target.suffix.casefold() == SLIDES:
        from reports.slides.presentation import render as as_slides

        data, pages, pack_id = as_slides(facts)
        write_bytes(target, data, force=force)
        return Made(facts.partner.name, target, pages, pack_id)
    from reports.archive import issue_of
    from reports.pack import render

    data, pages, pack_id = render(facts)
    write_bytes(target, data, force=force)
    kept = issue_of(facts, data, pages, pack_id, target) if issuing else None
    return Made(facts.partner.name, target, pages, pack_id, issue=kept)


def keep(portfolio: Portfolio, made: Made) -> None:
    """List an issued pack in the portfolio, as a step that can be undone."""
    if made.issue is not None:
        with portfolio.change(f"Issue a pack for {made.partner}"):
            issue(portfolio, made.issue)


def make_all(
    portfolio: Portfolio,
    folder: Path,
    as_of: date,
    edition: str,
    *,
    kind: str = USUAL.kind,
    jobs: int = 1,
    force: bool = False,
    issuing: bool = False,
    progress: Progress | None = None,
) -> list[Made]:
    """A pack of one kind for every partner; one that fails does not stop the rest and says why.

    With `issuing` each is listed in the portfolio once its file is there.

    Raises UserError, before anything is built, where the folder or a file in it can't be written.
    """
    partners = sorted(records.find(portfolio, Partner), key=lambda partner: fold(partner.name))
    if not partners:
        raise UserError(f"{portfolio.path} has no partners.", "Import some first.")
    terms_on(
        portfolio, as_of
    )  # one sentence for a day before the program, not one for each partner
    targets = _targets(folder, partners, as_of, kind, edition)
    for target in targets.values():
        check_target(target, force=force)
    made: dict[int, Made] = {}
    spawn = get_context("spawn")
    with ProcessPoolExecutor(max(1, jobs), mp_context=spawn, initializer=prepare) as pool:
        waiting: dict[Future[Made], Partner] = {}

        def take(least: int) -> None:
            """Wait until no more than `least` are under way."""
            while len(waiting) > least:
                for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                    partner = waiting.pop(done)
                    made[partner.id] = _outcome(done, partner, targets[partner.id])
                    keep(portfolio, made[partner.id])
                    if progress is not None:
                        progress(len(made), len(partners), partner.name)

        for partner in partners:
            target = targets[partner.id]
            try:
                facts = facts_of(portfolio, partner.id, as_of, edition, kind)
            except UserError as fault:
                made[partner.id] = Made(partner.name, target, problem=str(fault))
                continue
            waiting[pool.submit(make_one, facts, target, force=force, issuing=issuing)] = partner
            # Enough that no process waits, and not the facts of two thousand partners at once.
            take(_READY * max(1, jobs))
        take(0)
    return [made[partner.id] for partner in partners]


def _outcome(done: Future[Made], partner: Partner, target: Path) -> Made:
    try:
        return done.result()
    except UserError as fault:
        return Made(partner.name, target, problem=str(fault))
    except Exception as fault:  # noqa: BLE001  one pack's fault is named, the others go on
        return Made(partner.name, target, problem=f"An internal fault: {fault!r}.")


def _targets(
    folder: Path, partners: Iterable[Partner], as_of: date, kind: str, edition: str
) -> dict[int, Path]:
    """A file name for each partner that no system refuses and no two share.

    Nor do two kinds or two editions: one must not be sent for the other.
    """
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file.", "Give a folder for the packs.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(f"{folder} can't be made: {fault.strerror}.", "Choose another.") from fault
    told = "" if kind == USUAL.kind else f" {kind.replace('_', '-')}"
    told += " partner" if edition == "partner" else ""
    taken: set[str] = set()
    targets = {}
    for partner in partners:
        stem = base = f"{slug(partner.name)} {as_of.isoformat()}{told}"
        number = 2
        while stem.casefold() in taken:
            stem, number = f"{base} {number}", number + 1
        taken.add(stem.casefold())
        targets[partner.id] = folder / f"{stem}.pdf"
    return targets
