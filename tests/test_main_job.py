"""The main job in the real window: import, open, read the tier and its reason, export, undo."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QTableView,
    QWidget,
)

from desktop import app as root
from desktop.window import Window
from models.partner import Offering, Partner
from models.store import records
from reports import worker
from ui.desk import Place
from ui.pages.importing import DONE, ImportPage
from ui.pages.packs import PacksPage
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.offerings import OfferingsTab
from ui.pages.partner_tabs.record_table import RecordTable
from ui.pages.partners import PartnersPage
from ui.work import Inline

DAY = date(2022, 1, 5)
NAME = "O'Neil & Söhne 株式会社"
PARTNERS = f"""Partner;Program agreement signed on;Procurement agreement signed on;NDA signed on;\
Data privacy agreement signed on;Free training;Shield sponsorship;Deal registration;\
Software integrations;Invited on;Invitation accepted on
{NAME};01.02.2021;01.02.2021;01.02.2021;15.02.2021;yes;yes;yes;Threat console;10.01.2021;20.01.2021
"""
DEALS = f"""Partner,Opportunity ID,Account Name,Opportunity Name,Stage,Close Date,Partner Portion,\
Services Portion
"{NAME}",D1,Bank,One,Closed Won,2021-03-10,"7,000,000.50","1,000,000.25"
"{NAME}",D2,Bank,Two,Prospecting,2022-12-31,"1,000,000.00",0
"{NAME}",D3,Bank,Three,Closed Lost,2020-11-02,"4,000,000.00",0
"""


@pytest.fixture
def window(qapp: QApplication, qtbot, monkeypatch, tmp_path) -> Window:
    # The warm process is tried in tests/reports; here the same work is done at once.
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)
    made = root.build(qapp, executor=Inline())
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.session.new(tmp_path / "book.alliance")
    made.desk.set_as_of(DAY)
    return made


def bring_in(window: Window, file: Path) -> ImportPage:
    """Drop a file on the window and go through the steps with the button that leads on."""
    window.doings.drop_file(str(file))
    page = window.page
    assert isinstance(page, ImportPage)
    for _ in range(3):
        assert page.next.isEnabled()
        page.next.click()
    assert page.step == DONE, (file, window.message.sentence, said(page))
    return page


def said(widget: QWidget) -> str:
    """What a person reads or hears on a page: its labels and the names of its parts."""
    QApplication.processEvents()
    parts = [part for part in widget.findChildren(QWidget) if part.isVisible()]
    words = [part.text() for part in parts if isinstance(part, QLabel)]
    return "\n".join(words + [part.accessibleName() for part in parts])


def show(window: Window, tab: str) -> None:
    window.go(Place("partner", window.here.id, tab))


def pick(table: RecordTable, record_id: int, field: str, words: str) -> None:
    """Choose in a cell of a table."""
    table.reveal(record_id, field)
    (box,) = [b for b in table.view.viewport().findChildren(QComboBox) if b.isVisible()]
    box.setCurrentText(words)
    box.activated.emit(box.currentIndex())


def test_the_main_job_from_a_spreadsheet_to_the_pack_and_back(window, qtbot, tmp_path, monkeypatch):
    partners, deals = tmp_path / "partners.csv", tmp_path / "deals.csv"
    partners.write_text(PARTNERS, encoding="utf-8")
    deals.write_text(DEALS, encoding="utf-8")
    bring_in(window, partners)
    bring_in(window, deals)
    assert window.desk.lane.saved

    # The partner is in the list; Enter opens it.
    window.go(Place("partners"))
    page = window.page
    assert isinstance(page, PartnersPage)
    view = page.findChild(QTableView)
    assert view is not None
    view.selectRow(0)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, PartnerPage)
    assert NAME in said(page)

    # Which tier, and exactly why: the money is enough for Silver, a standard offering is missing.
    show(window, "scorecard")
    told = said(page)
    assert "Opportunistic" in told
    assert "$9,000,000.75" in told
    assert "No standard offering in force" in told

    # What is missing is filled in on the partner's page; undo is one step for each.
    show(window, "offerings")
    tab = page.tabs["offerings"]
    assert isinstance(tab, OfferingsTab)
    assert tab.offerings.add_button is not None
    tab.offerings.add_button.click()
    (made,) = records.find(window.desk.lane._portfolio, Offering)
    pick(tab.offerings, made.id, "standard", "Yes")
    show(window, "scorecard")
    assert "No standard offering in force" not in said(page)

    # The pack says the same, to the cent.
    page.build_pack()
    packs = window.page
    assert isinstance(packs, PacksPage)
    target = tmp_path / "pack.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    packs.export()
    text = "".join(sheet.extract_text() for sheet in PdfReader(target).pages)
    assert "$9,000,000.75" in text
    assert NAME in text

    # Everything goes back, an import as one step.
    labels = []
    while window.can_undo():
        labels.append(window._labels[0])
        window.doings.undo()
    assert any(label.startswith("Import 3 deals from deals.csv") for label in labels)
    assert records.find(window.desk.lane._portfolio, Partner) == []
    window.go(Place("partners"))
    assert view.model().rowCount() == 0
