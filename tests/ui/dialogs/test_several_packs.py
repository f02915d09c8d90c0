"""Packs for several partners at once: whom, which document, which files, and the review of all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from models.pack_plan import PackPlan
from models.store.pack_plans import save_plan
from models.store.packs import issued
from models.store.portfolio import Portfolio
from reports import worker
from ui.desk import Desk, Place
from ui.dialogs.several_packs import SeveralPacks
from ui.pages.partners import PartnersPage

DAY = date(2026, 11, 24)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> PartnersPage:
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)
    monkeypatch.setattr(worker, "slides_bytes", worker.slides_here)
    made = PartnersPage(desk)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    made.visit(Place("partners"))
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "packs"
    made.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(made))
    return made


def asked(page: PartnersPage) -> SeveralPacks:
    page.several_packs()
    found = page.findChild(SeveralPacks)
    assert found is not None
    return found


def test_all_partners_are_offered_and_those_selected_come_first(page: PartnersPage) -> None:
    dialog = asked(page)
    assert len(dialog.ids) == page.model.count
    dialog.reject()
    page.view.select_ids([line.id for line in page.model.rows[:2]])
    page.several_packs()
    again = page.findChildren(SeveralPacks)[-1]
    assert again.ids == page.view.selected_ids()
    assert len(again.ids) == 2
    again.who.set_current("1")
    assert len(again.ids) == page.model.count


def test_those_shown_are_offered_once_the_list_is_narrowed(page: PartnersPage) -> None:
    page.filter.search.setText("perimeter")
    page.several_packs()
    dialog = page.findChildren(SeveralPacks)[-1]
    assert [line.name for line in page.model.rows] == ["Tarnwick Perimeter"]
    assert dialog.ids == [page.model.rows[0].id]


def test_a_pdf_and_slides_are_made_for_each_and_the_pdf_is_issued(
    page: PartnersPage, folder: Path, portfolio: Portfolio
) -> None:
    ids = [line.id for line in page.model.all_rows[:2]]
    dialog = page.packs.choose([("2 selected", ids)])
    assert dialog is not None
    dialog.kind.setCurrentIndex(dialog.kind.findData("mid_year"))
    dialog.edition.set_current("partner")
    dialog.format.set_current("both")
    dialog.build()
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 4
    assert [name.rsplit(".", 1)[1] for name in names] == ["pdf", "pptx"] * 2
    assert all("2026-11-24 mid-year partner." in name for name in names)
    kept = issued(portfolio)
    assert len(kept) == 2
    assert {(one.kind, one.edition) for one in kept} == {("mid_year", "partner")}
    assert page.packs.sentence == "Wrote 2 packs."


def test_by_tier_a_review_is_full_where_it_is_owed_and_short_elsewhere(
    page: PartnersPage, folder: Path, portfolio: Portfolio
) -> None:
    ids = {line.name: line.id for line in page.model.all_rows}
    dialog = asked(page)
    assert dialog.kind.currentData() == "by_tier"
    dialog.reject()
    platinum, silver = ids["Zephyrquay Endpoint"], ids["Pebblewhit Access"]
    page.packs.start([platinum, silver], folder, "internal", kind="by_tier")
    assert {one.partner_id: one.kind for one in issued(portfolio)} == {
        platinum: "full", silver: "short",
    }  # fmt: skip


def test_slides_alone_are_not_listed_as_issued(
    page: PartnersPage, folder: Path, portfolio: Portfolio
) -> None:
    page.packs.start([page.model.all_rows[0].id], folder, "internal", formats=("pptx",))
    assert [path.suffix for path in folder.iterdir()] == [".pptx"]
    assert issued(portfolio) == ()


def test_each_pack_is_put_together_as_its_partners_are_kept(
    page: PartnersPage, folder: Path, portfolio: Portfolio
) -> None:
    first, second = (line.id for line in page.model.all_rows[:2])
    save_plan(portfolio, first, PackPlan(title="A title of its own"))
    page.packs.start([first, second], folder, "internal")
    titles = {one.partner_id: one.title for one in issued(portfolio)}
    assert titles[first] == "A title of its own"
    assert titles[second] == "Executive business review"


def test_the_review_of_all_partners_is_written_where_it_was_asked(
    page: PartnersPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "review"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.reviewing.ask()
    made = target.with_suffix(".pdf")
    assert made.read_bytes().startswith(b"%PDF-1.7")
    made.write_bytes(b"there before")
    page.reviewing.make(made)
    assert made.stat().st_size > 10_000


def test_a_review_that_cannot_be_written_is_told(
    page: PartnersPage, desk: Desk, tmp_path: Path
) -> None:
    told: list[tuple[str, str]] = []
    desk.problem.connect(lambda *problem: told.append(problem))
    page.reviewing.make(tmp_path / "no such folder" / "review.pdf")
    assert len(told) == 1
    assert "review.pdf" in told[0][0] or "no such folder" in told[0][0]
