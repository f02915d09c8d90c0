"""A partner's packs are kept as wanted, kind by kind; each change is a step with a name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.pack_plan import KINDS, USUAL, Ask, Words
from models.partner import Partner
from models.store import merging, pack_plans, records
from models.store.portfolio import Portfolio, create

PNG = b"\x89PNG\r\n\x1a\n and the rest"
JPEG = b"\xff\xd8\xff and the rest"
PLAN = replace(USUAL, title="Our year", left_out=("tier",), words={"tcv": Words("Grown")})


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Acme"))
            records.add(made, Partner(2, "Acme GmbH"))
        yield made


def rows(portfolio: Portfolio, table: str) -> int:
    return int(portfolio.conn.value(f"SELECT count(*) FROM {table}"))


def test_without_a_plan_each_kind_is_the_usual_one(portfolio):
    for kind in KINDS:
        assert pack_plans.plan_of(portfolio, 1, kind) == replace(USUAL, kind=kind)


def test_a_plan_is_kept_for_its_partner_and_its_kind_alone(portfolio):
    pack_plans.save_plan(portfolio, 1, PLAN)
    assert pack_plans.plan_of(portfolio, 1, "full") == PLAN
    assert pack_plans.plan_of(portfolio, 1, "short") == replace(USUAL, kind="short")
    assert pack_plans.plan_of(portfolio, 2, "full") == USUAL


def test_who_reads_it_is_kept_beside_the_plan(portfolio):
    pack_plans.save_plan(portfolio, 1, USUAL, "partner")
    pack_plans.save_plan(portfolio, 1, PLAN)
    assert pack_plans.wanted(portfolio, 1, "full") == (PLAN, "partner", "")
    with pytest.raises(ValueError, match="no edition"):
        pack_plans.save_plan(portfolio, 1, PLAN, "public")


def test_nothing_is_written_where_nothing_changed(portfolio):
    before = portfolio.can_undo()
    pack_plans.save_plan(portfolio, 1, USUAL)
    pack_plans.forget(portfolio, 1, "full")
    pack_plans.set_logo(portfolio, 1, None)
    assert portfolio.can_undo() == before
    pack_plans.save_plan(portfolio, 1, PLAN)
    pack_plans.set_logo(portfolio, 1, PNG)
    entries = rows(portfolio, "journal")
    pack_plans.save_plan(portfolio, 1, replace(PLAN, logo=PNG))
    pack_plans.set_logo(portfolio, 1, PNG)
    assert rows(portfolio, "journal") == entries


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ({"title": "T"}, "Set the title of the pack for Acme"),
        ({"order": ("tcv", "tier")}, "Order the sections of the pack for Acme"),
        ({"left_out": ("tier",)}, "Choose the sections of the pack for Acme"),
        ({"words": {"tier": Words("x")}}, "Write in the pack for Acme"),
        ({"asks": (Ask("x"),)}, "Set the decisions of the pack for Acme"),
        (
            {"place": "Oslo", "meeting_on": date(2026, 12, 1)},
            "Set the meeting of the pack for Acme",
        ),
        ({"attendees": ("Ada",)}, "Set who attends the pack for Acme"),
        ({"kind": "briefing", "title": "T"}, "Set the title of the briefing for Acme"),
        ({"title": "T", "asks": (Ask("x"),)}, "Change the pack for Acme"),
    ],
)  # fmt: skip
def test_undo_names_what_was_changed(portfolio, change, label):
    pack_plans.save_plan(portfolio, 1, replace(USUAL, **change))
    assert portfolio.can_undo() == label
    portfolio.undo()
    kind = change.get("kind", "full")
    assert pack_plans.plan_of(portfolio, 1, kind) == replace(USUAL, kind=kind)


def test_the_audience_alone_is_a_step_of_its_own(portfolio):
    pack_plans.save_plan(portfolio, 1, USUAL, "partner")
    assert portfolio.can_undo() == "Set who reads the pack for Acme"


def test_back_to_the_usual_keeps_the_audience_and_the_logo_and_is_undone(portfolio):
    pack_plans.set_logo(portfolio, 1, PNG)
    pack_plans.save_plan(portfolio, 1, PLAN, "partner")
    pack_plans.forget(portfolio, 1, "full")
    assert portfolio.can_undo() == "Back to the usual pack for Acme"
    assert pack_plans.wanted(portfolio, 1, "full") == (replace(USUAL, logo=PNG), "partner", "")
    portfolio.undo()
    assert pack_plans.plan_of(portfolio, 1, "full") == replace(PLAN, logo=PNG)


def test_a_plan_made_usual_again_leaves_no_row(portfolio):
    pack_plans.save_plan(portfolio, 1, PLAN)
    pack_plans.save_plan(portfolio, 1, USUAL)
    assert rows(portfolio, "pack_plans") == 0


def test_a_damaged_plan_is_told_and_gives_way_to_the_usual_and_to_a_new_one(portfolio):
    pack_plans.save_plan(portfolio, 1, PLAN)
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE pack_plans SET plan = '{\"moon\": 1}'")
    found = pack_plans.wanted(portfolio, 1, "full")
    assert found.plan == USUAL
    assert "moon" in found.damaged
    with pytest.raises(UserError, match="moon"):
        pack_plans.plan_of(portfolio, 1, "full")
    pack_plans.save_plan(portfolio, 1, PLAN)
    assert pack_plans.plan_of(portfolio, 1, "full") == PLAN


@pytest.mark.parametrize("image", [PNG, JPEG])
def test_a_logo_is_kept_replaced_and_removed_as_steps(portfolio, image):
    pack_plans.set_logo(portfolio, 1, image)
    assert pack_plans.plan_of(portfolio, 1, "briefing").logo == image
    assert portfolio.can_undo() == "Set the logo of Acme"
    pack_plans.set_logo(portfolio, 1, None)
    assert portfolio.can_undo() == "Remove the logo of Acme"
    portfolio.undo()
    assert pack_plans.logo_of(portfolio, 1) == image


def test_what_is_no_picture_or_too_large_is_no_logo(portfolio):
    largest = PNG + b"\0" * (pack_plans.MOST_LOGO - len(PNG))
    pack_plans.set_logo(portfolio, 1, largest)
    for image in (b"GIF89a", largest + b"\0"):
        with pytest.raises(UserError):
            pack_plans.set_logo(portfolio, 1, image)
    assert pack_plans.logo_of(portfolio, 1) == largest


def test_nothing_is_kept_for_a_partner_that_is_gone(portfolio):
    pack_plans.save_plan(portfolio, 1, PLAN)
    pack_plans.set_logo(portfolio, 1, PNG)
    records.delete(portfolio, Partner, [1])
    assert rows(portfolio, "pack_plans") == rows(portfolio, "logos") == 0
    for keep in (
        lambda: pack_plans.save_plan(portfolio, 1, PLAN),
        lambda: pack_plans.set_logo(portfolio, 1, PNG),
    ):
        with pytest.raises(UserError, match="not in the portfolio any more"):
            keep()
    portfolio.undo()
    assert pack_plans.plan_of(portfolio, 1, "full") == replace(PLAN, logo=PNG)


def test_of_two_partners_the_plan_and_logo_of_the_one_that_stays_win(portfolio):
    for partner, title, image in ((1, "Ours", PNG), (2, "Theirs", JPEG)):
        pack_plans.save_plan(portfolio, partner, replace(USUAL, title=title))
        pack_plans.set_logo(portfolio, partner, image)
    theirs = replace(USUAL, kind="briefing", place="Oslo")
    pack_plans.save_plan(portfolio, 2, theirs, "partner")
    merging.merge(portfolio, 1, 2)
    assert pack_plans.plan_of(portfolio, 1, "full") == replace(USUAL, title="Ours", logo=PNG)
    found = pack_plans.wanted(portfolio, 1, "briefing")
    assert found == (replace(theirs, logo=PNG), "partner", "")
    assert rows(portfolio, "pack_plans") == 2
    portfolio.undo()
    assert pack_plans.plan_of(portfolio, 2, "full") == replace(USUAL, title="Theirs", logo=JPEG)


def test_a_partner_without_a_logo_takes_that_of_the_other(portfolio):
    pack_plans.set_logo(portfolio, 2, PNG)
    merging.merge(portfolio, 1, 2)
    assert pack_plans.logo_of(portfolio, 1) == PNG
