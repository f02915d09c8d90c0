"""The packs issued for a partner: listed with their files, made again, verified, compared."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from models import product
from models.issued_pack import file_state
from models.store import packs
from models.store.portfolio import Portfolio
from reports import worker
from reports.archive import issue_of
from reports.facts import freeze
from tests.sample_portfolio import sample_at
from tests.ui.pages.partner_on import key_of, partner_page
from ui.desk import Desk, Place
from ui.dialogs.compare_packs import NOW, ComparePacks, choices
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.packs import PacksTab

TODAY = date(2026, 11, 24)
OXLIP = "Oxlip & Ferrule Data Safety"


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with two packs issued, of June and of now; made once."""
    folder = tmp_path_factory.mktemp("packs")
    with sample_at(folder / "partners.alliance", TODAY) as made:
        for day, edition in ((date(2026, 6, 30), "partner"), (TODAY, "internal")):
            found = packs.packed(made, key_of(made, OXLIP), day)
            facts = freeze(
                found.file, edition=edition, checked=found.checked, proofs=found.proofs,
                background=found.background,
            )  # fmt: skip
            built = worker.build_here(facts)
            target = folder / f"{day}.pdf"
            target.write_bytes(built.data)
            with made.change(f"Issue a pack for {OXLIP}"):
                pack = issue_of(facts, built.data, built.pages, built.pack_id, target)
                packs.issue(made, pack)
    return folder


@pytest.fixture
def portfolio(tmp_path: Path, sample: Path) -> Iterator[Portfolio]:
    from models.store.portfolio import open_portfolio

    path = tmp_path / "partners.alliance"
    path.write_bytes((sample / path.name).read_bytes())
    with open_portfolio(path) as opened:
        with opened.change("Move"):
            for file in sample.glob("*.pdf"):
                (tmp_path / file.name).write_bytes(file.read_bytes())
                opened.conn.execute(
                    "UPDATE packs SET file = ? WHERE file = ?",
                    (str(tmp_path / file.name), str(file)),
                )
        yield opened


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    return partner_page(qtbot, desk, 1200)


@pytest.fixture
def tab(page: PartnerPage, portfolio: Portfolio) -> PacksTab:
    page.visit(Place("partner", key_of(portfolio, OXLIP), "packs"))
    found = page.current
    assert isinstance(found, PacksTab)
    return found


def shown(tab: PacksTab) -> list[list[str]]:
    return [[column.shown(line) for column in tab.model.columns] for line in tab.model.rows]


def pick(tab: PacksTab, at: int) -> None:
    row = tab.model.rows[at].id
    tab.table.select_ids([row], row)


def compared(tab: PacksTab) -> ComparePacks:
    tab.compare()
    return next(w for w in tab.window().findChildren(ComparePacks) if w.isVisible())


def test_each_pack_is_told_with_kind_edition_day_pages_and_its_file(tab, tmp_path):
    new, old = shown(tab)
    assert new[:4] == ["Executive business review", "Internal", "24 Nov 2026", "As it was made"]
    assert old[:4] == ["Executive business review", "Partner", "30 Jun 2026", "As it was made"]
    assert (new[6], old[6]) == ("2026-11-24.pdf", "2026-06-30.pdf")


def test_a_file_that_is_gone_or_changed_is_told(page, tab, tmp_path):
    (tmp_path / "2026-11-24.pdf").unlink()
    (tmp_path / "2026-06-30.pdf").write_bytes(b"%PDF-1.7")
    page.reload()
    assert [line[3] for line in shown(tab)] == ["Not there any more", "Changed since"]


def test_a_copy_is_the_pack_as_it_was_issued_to_the_byte(tab, tmp_path):
    before = (tmp_path / "2026-11-24.pdf").read_bytes()
    (tmp_path / "2026-11-24.pdf").unlink()
    tab.save_copy_to(tmp_path / "2026-11-24.pdf")
    assert (tmp_path / "2026-11-24.pdf").read_bytes() == before
    assert tab.message.sentence == "Saved 2026-11-24.pdf, the same as issued to the last byte"
    assert shown(tab)[0][3] == "As it was made"


def test_the_name_of_a_copy_is_asked_for_and_ends_as_a_pdf(tab, tmp_path, monkeypatch):
    name = str(tmp_path / "again")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    tab.save_copy()
    assert file_state(f"{name}.pdf", tab.model.rows[0].pack.digest) == "there"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    tab.message.hide()
    tab.save_copy()
    assert tab.message.isHidden()


def test_a_copy_that_can_not_be_written_is_a_sentence(tab, tmp_path):
    tab.save_copy_to(tmp_path / "none" / "a.pdf")
    assert str(tmp_path / "none") in tab.message.sentence


def test_verifying_says_that_all_is_as_it_was(tab):
    tab.verify()
    assert tab.message.sentence == (
        "2026-11-24.pdf is as it was issued, and made again it is the same to the byte"
    )


def test_verifying_says_what_became_of_a_file(tab, tmp_path):
    file = tmp_path / "2026-11-24.pdf"
    file.write_bytes(file.read_bytes() + b" ")
    tab.verify()
    assert tab.message.sentence == "2026-11-24.pdf: changed since"
    assert shown(tab)[0][3] == "Changed since"
    file.unlink()
    tab.verify()
    assert tab.message.sentence == f"2026-11-24.pdf is not in {tmp_path} any more"


def test_another_version_says_that_only_the_layout_is_its_own(tab, portfolio, tmp_path, page):
    with portfolio.change("Age"):
        portfolio.conn.execute(
            "UPDATE packs SET product_version = '0.0.9', digest = ?", ("ab" * 32,)
        )
    page.reload()
    tab.save_copy_to(tmp_path / "again.pdf")
    assert tab.message.sentence == "Saved again.pdf"
    assert "the layout is of Alliance Desk" in tab.message.accessibleName()
    assert product.__version__ in tab.message.accessibleName()


def test_damaged_facts_are_a_sentence(tab, portfolio):
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE packs SET facts = ?", (b"x",))
    tab.verify()
    assert "are not what they were" in tab.message.sentence


def test_undoing_the_issue_takes_it_from_the_list_and_the_file_stays(tab, portfolio, desk, page):
    with portfolio.change("Issue a pack"):
        _, text = packs.archived(portfolio, tab.model.rows[0].id)
        portfolio.conn.execute(
            "INSERT INTO packs SELECT 77, partner_id, pack_id, kind, edition, as_of, title, pages,"
            " program_version, product_version, digest, facts, file, made_at FROM packs LIMIT 1"
        )
    page.reload()
    assert tab.model.count == 3
    desk.lane.undo()
    assert tab.model.count == 2
    assert text


def test_the_menu_offers_what_the_buttons_do(tab, qtbot):
    tab.show_menu(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    told = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert told[:6] == [
        "Open file", "Show in folder", "Save a copy…", "Compare with…", "Verify", "Copy for Excel",
    ]  # fmt: skip
    menu.close()


def test_a_partner_without_packs_is_told_what_they_are_for(page, portfolio):
    page.visit(Place("partner", key_of(portfolio, "Pebblewhit Access"), "packs"))
    tab = page.current
    assert isinstance(tab, PacksTab)
    assert tab._empty.isVisible()
    assert not any(button.isVisible() for button in tab.card.findChildren(QPushButton))


def test_packs_of_one_day_and_kind_are_told_apart_by_their_id(tab):
    first, second = (line.pack for line in tab.model.rows)
    again = replace(first, id=9, pack_id="abcdef012345")
    assert [name for _, name in choices([first, second])] == [
        "24 Nov 2026: Executive business review, internal",
        "30 Jun 2026: Executive business review, partner",
    ]
    _, last = choices([first, again])
    assert last == (9, "24 Nov 2026: Executive business review, internal, abcdef")


def test_two_packs_are_compared_and_one_with_now(tab):
    pick(tab, 1)
    dialog = compared(tab)
    assert (dialog.was.current, dialog.now.current) == (tab.model.rows[1].id, NOW)
    assert "since the pack of 30 Jun 2026" in dialog.told.text()
    now = [line.told for line in dialog.model.rows]
    dialog.now.set_current(tab.model.rows[0].id)
    dialog.compare()
    assert [line.told for line in dialog.model.rows] == now
    assert dialog.swap.isEnabled()
    dialog.swap.click()
    back = [(line.told.was, line.told.now) for line in dialog.model.rows]
    assert ("$17,634,980", "$16,757,965.68") in back


def test_what_changed_is_copied_with_its_subjects(tab):
    pick(tab, 1)
    dialog = compared(tab)
    dialog.copy_button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Subject\tWhat\tTurn\tBefore\tAfter"
    assert "Sums\tAggregate TCV\tUp\t$16,757,965.68\t$17,634,980" in lines
    assert dialog.told.text().startswith("Copied ")


def test_nothing_changed_is_said_and_a_pack_that_can_not_be_read_too(tab, portfolio):
    dialog = compared(tab)
    assert dialog.faces.currentWidget() is dialog.empty
    assert not dialog.copy_button.isEnabled()
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE packs SET facts = ?", (b"x",))
    dialog.compare()
    said = [label.text() for label in dialog.empty.findChildren(QLabel)]
    assert any("are not what they were" in words for words in said)


def test_every_stop_of_the_tab_has_a_name(tab):
    for widget in tab.findChildren(QPushButton):
        assert widget.accessibleName() or widget.text() or not widget.isVisible()
    assert tab.table.accessibleName() == "Packs issued"
    assert tab.table.focusPolicy() != Qt.FocusPolicy.NoFocus
