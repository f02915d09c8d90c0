"""The sample's enablement and advocacy are full and plausible, whatever day it is made for."""

from datetime import date
from pathlib import Path

import pytest

from models.governance.advocacy import BRIEF_KINDS, INQUIRY_KINDS
from models.governance.voice import REFERENCE_KINDS
from models.names import fold
from models.partner import Partner
from models.store import advocacy, enablement, inquiries, program_links, records, soundness
from tests.sample_portfolio import sample_at

DAYS = (date(2021, 6, 15), date(2024, 2, 29), date(2026, 11, 24))


@pytest.mark.parametrize("day", DAYS)
def test_the_sample_has_every_kind_of_what_speaks_for_the_alliance(
    tmp_path: Path, day: date
) -> None:
    with sample_at(tmp_path / "one.alliance", day) as portfolio:
        assert soundness.faults(portfolio.conn) == []
        owner = next(
            one.id for one in records.find(portfolio, Partner) if fold(one.name).startswith("bram")
        )
        told = advocacy.view(portfolio, owner, day)
        given = enablement.view(portfolio, owner, day)
        box = inquiries.inbox(portfolio, day)
        links = program_links.of_program(portfolio, day)
    assert {one.kind for one in told.references} == set(REFERENCE_KINDS)
    assert {one.kind for one in told.briefs} == set(BRIEF_KINDS)
    assert {one.inquiry.kind for one in box.lines} == set(INQUIRY_KINDS)
    assert box.mailbox
    assert not box.address
    assert (box.counts.all, box.counts.open, box.counts.late) == (5, 3, 1)
    assert {one.side for one in given.items} == {"partner", "host"}
    assert 0 < given.grid.covered < len(given.grid.cells)
    assert [one.whole for one in given.meetings] == [True]
    assert links.missing == ()
    assert links.due == 2


def test_a_published_wire_of_the_sample_is_in_the_ledger_of_its_year(tmp_path: Path) -> None:
    with sample_at(tmp_path / "one.alliance", DAYS[-1]) as portfolio:
        owners = [one.id for one in records.find(portfolio, Partner)]
        views = [advocacy.view(portfolio, owner, DAYS[-1]) for owner in owners]
    states = {line.wire.state for view in views for line in view.wires}
    assert states == {"draft", "published"}
    assert any(view.proposals for view in views)
