"""The Packs page: what is shown is what is exported, and an edition leaves out what it says."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings, Qt

from models.partner import Partner
from models.sample import fill
from models.store import records
from models.store.partners import packs
from models.store.portfolio import Portfolio, create
from reports import worker
from tests.sample_portfolio import sample_at
from ui.desk import Desk, Opened, Place
from ui.pages.packs import PacksPage
from ui.work import Inline, Lane

DAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path):
    made = sample_at(tmp_path / "book.alliance", DAY)
    yield made
    made.close()


@pytest.fixture
def page(qtbot, tmp_path, portfolio, monkeypatch):
    lane = Lane(executor=Inline())
    lane.open(lambda: portfolio)
    return shown_page(qtbot, tmp_path, monkeypatch, lane, portfolio.path)


def shown_page(qtbot, tmp_path, monkeypatch, lane: Lane, path: Path) -> PacksPage:
    # The warm process is tried in tests/reports; here the same work is done at once.
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    desk = Desk(lane, DAY, settings)
    desk.opened = Opened(path=path)
    made = PacksPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def partner_id(portfolio, name: str) -> int:
    return records.find(portfolio, Partner, name=name)[0].id


def choose(page: PacksPage, edition: str) -> None:
    """Press the button of an audience."""
    page.options.audience.set_current(edition)
    page.options.audience.chosen.emit(edition)
    page._rebuild()


def text(page: PacksPage) -> str:
    assert page.shown is not None
    return "".join(p.extract_text() for p in PdfReader(io.BytesIO(page.shown.pdf)).pages)


def test_the_pack_of_the_partner_asked_for_is_shown(page, portfolio):
    wanted = partner_id(portfolio, "Tarnwick Perimeter")
    page.visit(Place("packs", wanted))
    assert page.shown.facts.partner.id == wanted
    assert page.options.partner.currentText() == "Tarnwick Perimeter"
    assert page.preview.document.pageCount() == page.shown.pages
    assert page.preview.where.text() == f"1 of {page.shown.pages}"


def test_the_partner_edition_leaves_the_notes_out(page, portfolio):
    wanted = partner_id(portfolio, "Tarnwick Perimeter")
    with portfolio.change("Note"):
        records.update(portfolio, Partner, wanted, notes="Zanzibar, not for them")
    page.visit(Place("packs", wanted))
    assert "Zanzibar" in text(page)
    choose(page, "partner")
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
    assert "pack.pdf" in page.message.accessibleName()


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


def test_finding_says_which_place_of_how_many_and_goes_round(page, portfolio, qtbot):
    page.visit(Place("packs", partner_id(portfolio, "Tarnwick Perimeter")))
    find = page.preview.finder
    find.field.setText("Aggregate TCV")
    count = find.model.count()
    assert count > 2
    told = [find.field.told.text()]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(find.field, key)
        told.append(find.field.told.text())
    assert told == [f"{place} of {count}" for place in (1, 2, 3)]
    for _ in range(3):
        qtbot.keyClick(find.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert find.field.told.text() == f"{count} of {count}"
    assert page.preview.view.currentSearchResultIndex() == count - 1
    find.field.setText("Zanzibar")
    assert find.field.told.text() == "None"
    qtbot.keyClick(find.field, Qt.Key.Key_Escape)
    assert (find.field.text(), find.field.told.text()) == ("", "")


def test_words_to_find_stay_with_the_partner_and_go_with_another(page, portfolio):
    page.visit(Place("packs", partner_id(portfolio, "Tarnwick Perimeter")))
    find = page.preview.finder
    find.field.setText("Aggregate TCV")
    find.step(1)
    page.keeper.set(title="Aggregate TCV once more")
    page._rebuild()
    assert find.field.told.text() == f"2 of {find.model.count()}"
    page.options.partner.setCurrentIndex(page.options.partner.findText("Pebblewhit Access"))
    assert (find.field.text(), find.field.told.text()) == ("", "")


@pytest.mark.parametrize("what", ["partner", "edition", "title"])
def test_what_was_written_is_said_until_something_else_is_shown(page, portfolio, tmp_path, what):
    wanted = partner_id(portfolio, "Tarnwick Perimeter")
    page.visit(Place("packs", wanted))
    page.preview.finder.field.setText("TCV")
    before = page.preview.geometry()
    page.export_to(tmp_path / "pack.pdf")
    assert page.message.isVisible()
    assert page.preview.geometry() == before
    if what == "partner":
        page.options.partner.setCurrentIndex(page.options.partner.findText("Pebblewhit Access"))
    elif what == "edition":
        choose(page, "partner")
    else:
        page.keeper.set(title="Another")
        page._rebuild()
    assert not page.message.isVisible()


def test_without_partners_there_is_a_sentence_and_nothing_to_export(qtbot, tmp_path, monkeypatch):
    lane = Lane(executor=Inline())
    lane.open(lambda: create(tmp_path / "empty.alliance"))
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    page = PacksPage(Desk(lane, DAY, settings))
    qtbot.addWidget(page)
    page.show()
    page.visit(Place("packs"))
    assert page.shown is None
    assert not any(command.enabled() for command in page.commands())
    lane.stop()


def test_a_deleted_partner_gives_way_to_another(page, portfolio):
    gone = partner_id(portfolio, "Tarnwick Perimeter")
    page.visit(Place("packs", gone))
    page.desk.lane.write("Delete", lambda book: records.delete(book, Partner, [gone]))
    assert page.shown.facts.partner.id != gone


def test_another_portfolio_with_the_same_partners_begins_anew(qtbot, tmp_path, monkeypatch):
    def filled(name: str) -> Portfolio:
        made = create(tmp_path / name)
        fill(made, DAY)
        return made

    lane = Lane(executor=Inline())
    lane.open(lambda: filled("one.alliance"))
    page = shown_page(qtbot, tmp_path, monkeypatch, lane, tmp_path / "one.alliance")
    page.visit(Place("packs"))
    page.options.partner.setCurrentIndex(3)
    page.options.cover.title.setText("For one")
    page.preview.finder.field.setText("TCV")
    page.export_to(tmp_path / "pack.pdf")
    lane.open(lambda: filled("two.alliance"))
    assert not page.message.isVisible()
    assert (page.options.cover.title.text(), page.preview.finder.field.text()) == ("", "")
    assert page.options.partner.currentIndex() == 0
    lane.stop()


def test_without_partners_there_is_a_way_to_them(qtbot, tmp_path, monkeypatch):
    with create(tmp_path / "empty.alliance") as none:
        lane = Lane(executor=Inline())
        lane.open(lambda: none)
        page = shown_page(qtbot, tmp_path, monkeypatch, lane, none.path)
        page.visit(Place("packs"))
        assert page.empty.isVisible()
        places: list[Place] = []
        page.desk.going.connect(places.append)
        page.empty.primary_clicked.emit()
        assert places == [Place("partners")]
