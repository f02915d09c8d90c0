"""A portfolio of every earlier format opens, with its records and after a copy of it was made."""

import gzip
from datetime import date
from pathlib import Path

from models.partner import Grant
from models.program.loading import programs
from models.store import migrations, records
from models.store.grants import history
from models.store.journal_history import history as steps_of
from models.store.portfolio import open_portfolio, version_of
from models.store.programs import choose_program
from models.store.soundness import faults
from models.store.standing import assess
from tests.models.program.making import PARTNER

USUAL, EXAMPLE = (next(p.name for p in programs() if p.example is told) for told in (False, True))
OLD = Path(__file__).parent / "version-1.alliance.gz"


def older(folder: Path) -> Path:
    path = folder / "old.alliance"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    return path


def test_the_first_format_is_copied_and_each_grant_learns_its_program(tmp_path: Path) -> None:
    path = older(tmp_path)
    assert version_of(path) == 1
    with open_portfolio(path) as portfolio:
        programs_of = {g.tier: g.program for g in records.find(portfolio, Grant)}
        assert programs_of == {"platinum": USUAL, "base": EXAMPLE, "gold": ""}
        assert list(faults(portfolio.conn)) == []
        [decision] = assess(portfolio, date(2022, 3, 1)).decisions
        assert decision.granted_tier == "base"
        choose_program(portfolio, USUAL)
        [decision] = assess(portfolio, date(2022, 3, 1)).decisions
        assert decision.granted_tier == "platinum"
    copy = tmp_path / f"old-before-version-{migrations.SUPPORTED}.alliance"
    assert (version_of(copy), version_of(path)) == (1, migrations.SUPPORTED)


def test_what_was_recorded_in_the_first_format_can_be_read_and_undone(tmp_path: Path) -> None:
    with open_portfolio(older(tmp_path)) as portfolio:
        [step] = steps_of(portfolio, "grants", 7)
        assert step.shift("tier") is not None
        before = len(history(portfolio, PARTNER))
        portfolio.undo()
        assert len(history(portfolio, PARTNER)) == before - 1
        portfolio.redo()
        assert len(history(portfolio, PARTNER)) == before
