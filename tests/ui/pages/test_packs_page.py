"""The Packs page: what is shown is what is exported, and an edition leaves out what it says."""

import io
from datetime import date

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings

from models.partner import Partner
from models.sample import fill
from models.store import records
from models.store.partners import packs
from models.store.portfolio import create
from reports import worker
from ui.desk import Desk, Opened, Place
from ui.pages.packs import PacksPage
from ui.work import Inline, Lane

DAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path):
    made = create(tmp_path / "book.alliance")
    fill(made, DAY)
    yield made
    made.close()


@pytest.fixture
def page(qtbot, tmp_path, portfolio, monkeypatch):
    # The warm process is tried in tests/reports; here the same work is done at once.
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)
    lane = Lane(executor=Inline())
    lane.open(lambda: portfolio)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    desk = Desk(lane, DAY, settings)
    desk.opened = Opened(path=portfolio.path)
    made = PacksPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def partner_id(portfolio, name: str) -> int:
    return records.find(portfolio, Partner, name=name)[0].id


def text(page: PacksPage) -> str:
    assert page.shown is not None
    return "".join(p.extract_text() for p in PdfReader(io.BytesIO(page.shown.pdf)).pages)


def test_the_pack_of_the_partner_asked_for_is_shown(page, portfolio):
    wanted = partner_id(portfolio, "Tarnwick Perimeter")
    page.visit(Place("packs", wanted))
    assert page.shown.facts.partner.id == wanted
    assert page.partner.currentText() == "Tarnwick Perimeter"
    assert page.preview.document.pageCount() == page.shown.pages
    assert page.preview.where.text() == f"1 of {page.shown.pages}"


def test_the_partner_edition_leaves_the_notes_out(page, portfolio):
    wanted = partner_id(portfolio, "Tarnwick Perimeter")
    with portfolio.change("Note"):
        records.update(portfolio, Partner, wanted, notes="Zanzibar, not for them")
    page.visit(Place("packs", wanted))
    assert "Zanzibar" in text(page)
    page.edition.set_current("partner")
    page._later()
    page._rebuild()
    assert "Zanzibar" not in text(page)
    assert page.shown.facts.edition == "partner"


def test_what_is_exported_is_what_is_shown_and_is_listed(page, portfolio, tmp_path):
    wanted = partner_id(portfolio, "Tarnwick Perimeter")
    page.visit(Place("packs", wanted))
    target = tmp_path / "pack.pdf"
    page.export_to(target)
    assert target.read_bytes() == page.shown.pdf
    (made,) = packs(portfolio, wanted)
    assert (made.pack_id, made.pages, made.file) == (
        page.shown.pack_id, page.shown.pages, str(target),
    )  # fmt: skip
    assert "pack.pdf" in page.message.sentence


def test_a_target_that_cannot_be_written_is_a_sentence_and_lists_nothing(
    page, portfolio, tmp_path, qtbot
):
    wanted = partner_id(portfolio, "Tarnwick Perimeter")
    page.visit(Place("packs", wanted))
    with qtbot.waitSignal(page.desk.lane.problem) as told:
        page.export_to(tmp_path / "nowhere" / "pack.pdf")
    assert "does not exist" in told.args[0]
    assert packs(portfolio, wanted) == ()


def test_a_change_of_the_partner_builds_the_pack_anew(page, portfolio):
    wanted = partner_id(portfolio, "Tarnwick Perimeter")
    page.visit(Place("packs", wanted))
    before = page.shown.pack_id
    page.desk.lane.write(
        "Move", lambda book: records.update(book, Partner, wanted, region="Latin America")
    )
    assert page.shown.pack_id != before
    assert page.shown.facts.partner.region == "Latin America"


def test_finding_counts_the_places(page, portfolio, qtbot):
    page.visit(Place("packs", partner_id(portfolio, "Tarnwick Perimeter")))
    page.preview.search.setText("Aggregate TCV")
    qtbot.waitUntil(lambda: page.preview.finding.count() > 1)
    page.preview._next_hit()
    assert page.preview.view.currentSearchResultIndex() == 0
    page.preview._next_hit()
    assert page.preview.view.currentSearchResultIndex() == 1


def test_without_partners_there_is_a_sentence_and_nothing_to_export(qtbot, tmp_path, monkeypatch):
    lane = Lane(executor=Inline())
    lane.open(lambda: create(tmp_path / "empty.alliance"))
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    page = PacksPage(Desk(lane, DAY, settings))
    qtbot.addWidget(page)
    page.show()
    page.visit(Place("packs"))
    assert page.shown is None
    assert [command.enabled() for command in page.commands()] == [False, False]
    lane.stop()


def test_a_deleted_partner_gives_way_to_another(page, portfolio):
    gone = partner_id(portfolio, "Tarnwick Perimeter")
    page.visit(Place("packs", gone))
    page.desk.lane.write("Delete", lambda book: records.delete(book, Partner, [gone]))
    assert page.shown.facts.partner.id != gone
