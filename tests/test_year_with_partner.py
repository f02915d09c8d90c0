"""A year with one partner in the real window, from the invitation to the letter of next January."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop import app as root
from desktop.window import Window
from models.action import Action
from models.governance.meetings import Infraction, Meeting, ReviewBlock
from models.governance.milestone import Milestone
from models.governance.register import RecoveryPlan
from models.governance.standing import OmissionStep
from models.ledgers import Omission
from models.partner import Contact, Grant
from models.program_year import Statement
from models.store import actions, records
from models.store.backup import check
from models.store.portfolio import Portfolio
from models.store.timeline import recorded
from reports import worker
from tests.test_main_job import bring_in, said
from ui.desk import Place
from ui.dialogs.infraction import InfractionDialog
from ui.dialogs.letter import LetterDialog
from ui.dialogs.new_meeting import NewMeetingDialog
from ui.dialogs.omission_case import OmissionCaseDialog
from ui.dialogs.omission_step import OmissionStepDialog
from ui.pages.assessment import AssessmentPage
from ui.pages.meeting import MeetingPage
from ui.pages.meeting_parts.outcome import OutcomePart
from ui.pages.meeting_parts.pipeline_review import PipelineReviewPart
from ui.pages.packs import PacksPage
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.meetings import MeetingsTab
from ui.pages.partner_tabs.omissions import OmissionsTab
from ui.pages.partner_tabs.overview import OverviewTab
from ui.pages.partner_tabs.register import RegisterTab
from ui.pages.partner_tabs.reviews import ReviewsTab
from ui.pages.partner_tabs.timeline import TimelineTab
from ui.pages.today import TodayPage
from ui.work import Inline

NAME = "O'Neil & Söhne 株式会社"
PARTNERS = f"""partner,procurement_agreement_signed_on,nda_signed_on,\
data_privacy_agreement_signed_on,free_training,shield_sponsorship,deal_registration,software_integrations
"{NAME}",2025-02-01,2025-02-01,2025-02-15,yes,yes,yes,Threat console
"""
CONTACTS = f"""partner,name,role,email,since
"{NAME}",Sponsor One,executive sponsor,s@example.com,2025-01-01
"{NAME}",Manager One,alliance manager,m@example.com,2025-01-01
"{NAME}",Engineer One,technical resource,e1@example.com,2025-01-01
"{NAME}",Engineer Two,technical resource,e2@example.com,2025-01-01
"{NAME}",Engineer Three,technical resource,e3@example.com,2025-01-01
"""
OFFERINGS = f"""partner,offering,standard,worldwide,available_from
"{NAME}",Managed detection,yes,yes,2025-03-01
"""
TRAININGS = "partner,person,kind,completed_on\n" + "".join(
    f'"{NAME}",Person {at},standard MSS delivery,2025-05-0{1 + at % 9}\n' for at in range(20)
)
DEALS = f"""partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv
"{NAME}",D1,Bank,One,won,2025-03-10,"8,000,000.00","2,000,000.00"
"{NAME}",D2,Grid,Two,lost,2025-11-02,"5,000,000.00","1,000,000.00"
"{NAME}",D3,Rail,Three,open,2026-12-31,"6,000,000.00","2,000,000.00"
"""
# By the next January the open deal is won, another is new, and one is open for the year to come.
LATER = f"""partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv
"{NAME}",D3,Rail,Three,won,2026-12-20,"6,000,000.00","2,000,000.00"
"{NAME}",D4,Mill,Four,won,2026-10-02,"10,000,000.00","2,000,000.00"
"{NAME}",D5,Port,Five,open,2027-06-30,"5,000,000.00","1,000,000.00"
"""

W = TypeVar("W", bound=QWidget)
T = TypeVar("T", bound=Tab)


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Window:
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)
    made = root.build(qapp, executor=Inline())
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.session.new(tmp_path / "book.alliance")
    return made


class Year:
    """What a person does in the window, in few words."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.partner = 0

    @property
    def portfolio(self) -> Portfolio:
        found = self.window.desk.lane._portfolio
        assert isinstance(found, Portfolio)
        return found

    def on(self, day: date) -> None:
        """A new day has come."""
        self.window.desk._today = day
        self.window.desk.as_of_changed.emit(day)

    def tab(self, kind: type[T]) -> T:
        self.window.go(Place("partner", self.partner, kind.KEY))
        page = self.page(PartnerPage)
        found = page.current
        assert isinstance(found, kind)
        return found

    def page(self, kind: type[W]) -> W:
        QApplication.processEvents()
        assert isinstance(self.window.page, kind)
        return self.window.page

    def dialog(self, kind: type[W]) -> W:
        QApplication.processEvents()
        found = [one for one in self.window.findChildren(kind) if one.isVisible()]
        assert found, kind
        return found[-1]

    def tier(self) -> str:
        self.tab(OverviewTab)
        view = self.page(PartnerPage).view
        assert view is not None
        return view.standing.calculated.label

    def one(self, kind: Any, **where: Any) -> Any:
        (found,) = records.find(self.portfolio, kind, **where)
        return found


@pytest.mark.clause("C013", "C040", "C041", "C095", "C097", "C101", "C103")
def test_a_year_with_one_partner(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = Year(window)
    onboarding(year, tmp_path)
    first_january(year)
    monthly_reviews(year)
    meetings(year)
    an_omission(year)
    a_missed_criterion(year)
    a_business_review(year, tmp_path, monkeypatch)
    next_january(year, tmp_path)


def onboarding(year: Year, folder: Path) -> None:
    """Records come from files; nomination, invitation, answer and signature follow one by one."""
    year.on(date(2025, 11, 3))
    for name, text in (
        ("partners", PARTNERS), ("contacts", CONTACTS), ("offerings", OFFERINGS),
        ("trainings", TRAININGS), ("deals", DEALS),
    ):  # fmt: skip
        file = folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        bring_in(year.window, file)
    year.partner = int(year.portfolio.conn.value("SELECT id FROM partners"))
    way = year.tab(OverviewTab).way
    for key, day, chosen in (
        ("candidate", date(2025, 11, 3), ""), ("invited", date(2025, 11, 10), ""),
        ("answer", date(2025, 11, 20), "accepted"), ("signed", date(2025, 12, 1), ""),
    ):  # fmt: skip
        year.on(day)
        way = year.tab(OverviewTab).way
        way.buttons[key].click()
        dialog = way.dialog
        assert dialog is not None
        if chosen:
            dialog.choice.set_current(chosen)
        dialog.by.setText("Ada Brandt")
        dialog.why.setPlainText("Decided")
        dialog.box.setChecked(True)
        dialog.go.click()
    assert way.state.text == "Participating"


def first_january(year: Year) -> None:
    """24 million and every prerequisite of Gold: the board grants it."""
    year.on(date(2026, 1, 5))
    assert year.tier() == "Gold"
    year.window.go(Place("assessment"))
    board = year.page(AssessmentPage)
    board.freeze_button.click()
    board.sign_button.click()
    grant = year.one(Grant)
    assert (grant.tier, grant.basis) == ("gold", "assessment")


def meetings(year: Year) -> None:
    """One notice on the very last day, one a day late: a person confirms the infraction."""
    for day, notice in (
        (date(2026, 2, 12), date(2026, 2, 5)),
        (date(2026, 5, 20), date(2026, 5, 14)),
    ):
        year.on(notice)
        year.tab(MeetingsTab).new()
        dialog = year.dialog(NewMeetingDialog)
        dialog.title.setText("With the managers")
        dialog.day.field.setText(day.isoformat())
        dialog.preview()
        last = date.fromordinal(day.toordinal() - 7)
        assert str(last.day) in dialog.by.text()
        dialog.add.click()
        page = year.page(MeetingPage)
        page.notice_today()
        year.on(day)
        page = year.page(MeetingPage)
        page.hold()
        words = said(year.window)
    assert "1 day after its last day, 13 May 2026" in words
    year.page(MeetingPage).confirm()
    infraction = year.dialog(InfractionDialog)
    infraction.by.setText("Ada Brandt")
    infraction.why.setPlainText("They were told twice")
    infraction.go.click()
    decided = year.one(Infraction)
    assert (decided.state, decided.on_date) == ("confirmed", date(2026, 5, 20))
    # It is counted where the partner's meetings stand, and it removes nobody.
    assert "1" in said(year.tab(MeetingsTab))
    year.tab(OverviewTab)
    view = year.page(PartnerPage).view
    assert view is not None
    assert view.file.decision.participation == "participating"


def monthly_reviews(year: Year) -> None:
    """April is kept, May is missed; what was taken on in April is carried to June."""
    year.on(date(2026, 4, 22))
    year.tab(ReviewsTab).open_this_month()
    review = year.page(MeetingPage).parts[PipelineReviewPart.KEY]
    assert isinstance(review, PipelineReviewPart)
    row = review.texts.rows["develop"]
    row.begin()
    assert row._editor is not None
    row._editor.start("Rail is ready to sign")
    row.end()
    assert year.one(ReviewBlock).text == "Rail is ready to sign"
    deal = next(line for line in review.open_deals.model.rows if line.deal.name == "Three")
    review.add_action_on(deal)
    action = year.one(Action)
    assert (action.deal_id, action.purpose) == (deal.id, "actions")
    year.window.desk.lane.write(
        "Name it", lambda p: actions.set_action(p, action.id, date(2026, 4, 22), title="Send terms")
    )
    year.page(MeetingPage).hold()
    year.on(date(2026, 6, 3))
    tab = year.tab(ReviewsTab)
    assert "May 2026" in said(tab)
    tab.open_this_month()
    review = year.page(MeetingPage).parts[PipelineReviewPart.KEY]
    assert isinstance(review, PipelineReviewPart)
    carried = review.carried.left_actions.model.rows
    assert [line.action.title for line in carried] == ["Send terms"]


def an_omission(year: Year) -> None:
    """Two million that were missing lift 24 to 26: Gold to Platinum, and both stay on record."""
    year.on(date(2026, 6, 15))
    assert year.tier() == "Gold"
    tab = year.tab(OmissionsTab)
    tab.open_case()
    dialog = year.dialog(OmissionCaseDialog)
    dialog.name.setText("Left out")
    dialog.customer.setText("Harbour")
    dialog.status.set_current("won")
    dialog.close_date.setText("2025-11-10")
    dialog.partner_tcv.setText("1,500,000")
    dialog.services_tcv.setText("500,000")
    dialog.reason.setPlainText("It was booked on another list")
    dialog.by.setText("Manager One")
    dialog.add.click()
    for key, words in (("review", ""), ("accept", "It is yours and counts from now on.")):
        year.tab(OmissionsTab).act(key)
        step = year.dialog(OmissionStepDialog)
        step.by.setText("Ada Brandt")
        step.words.setPlainText(words)
        if key == "accept":
            assert "$26" in step.effect.sentence
        step.go.click()
    case = year.one(Omission)
    assert case.state == "accepted"
    told = [one for one in records.find(year.portfolio, OmissionStep) if one.state == "accepted"]
    assert [(one.tcv_before, one.tcv_after) for one in told] == [(24_000_000_00, 26_000_000_00)]
    assert year.tier() == "Platinum"


def a_missed_criterion(year: Year) -> None:
    """Two engineers leave: the granted tier lacks one, a plan is proposed, kept and met."""
    year.on(date(2026, 9, 1))
    leaving = [
        one
        for one in records.find(year.portfolio, Contact)
        if one.name in ("Engineer Two", "Engineer Three")
    ]
    for one in leaving:
        year.window.desk.lane.write(
            "Left", lambda p, one=one: records.update(p, Contact, one.id, until=date(2026, 9, 1))
        )
    assert year.tier() == "Silver"
    tab = year.tab(RegisterTab)
    tab.recovery.offers["technical_resources"].accept_button.click()
    plan = year.one(RecoveryPlan)
    assert (plan.state, plan.tier, plan.criterion) == ("open", "gold", "technical_resources")
    [milestone] = records.find(year.portfolio, Milestone, of_kind="recovery", of_id=plan.id)
    year.window.go(Place("today"))
    assert any(item.id for item in year.page(TodayPage).model.rows)
    # A new engineer comes: the milestone is ticked, and the plan says that it can be closed.
    year.on(date(2026, 10, 5))
    year.window.desk.lane.write(
        "Name an engineer",
        lambda p: records.add(
            p,
            Contact(
                7, year.partner, "Engineer Four", "technical resource", since=date(2026, 10, 1)
            ),
        ),
    )
    assert year.tier() == "Gold"
    card = year.tab(RegisterTab).recovery.plans[plan.id]
    card._tick(card.model.rows[0])
    assert year.one(Milestone, id=milestone.id).done_on == date(2026, 10, 5)
    card = year.tab(RegisterTab).recovery.plans[plan.id]
    card._close_as_met()
    assert year.one(RecoveryPlan).state == "met"


def a_business_review(year: Year, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review is planned, decides something, and its pack carries what was taken on."""
    year.on(date(2026, 11, 2))
    year.tab(ReviewsTab).plan()
    [review] = records.find(year.portfolio, Meeting, kind="business_review")
    assert review.state == "planned"
    year.window.go(Place("meeting", review.id))
    year.page(MeetingPage).notice_today()
    year.on(review.on_date)
    page = year.page(MeetingPage)
    part = page.parts[OutcomePart.KEY]
    assert isinstance(part, OutcomePart)
    assert part.commitments.add_button is not None
    part.commitments.add_button.click()
    made = [one for one in records.find(year.portfolio, Action) if one.meeting_id == review.id]
    assert len(made) == 1
    year.window.desk.lane.write(
        "Name it",
        lambda p: actions.set_action(
            p, made[0].id, review.on_date, title="Publish the joint reference", side="partner"
        ),
    )
    page.hold()
    assert year.one(Meeting, id=review.id).state == "held"
    year.tab(OverviewTab)
    year.page(PartnerPage).build_pack()
    target = folder / "review.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    year.page(PacksPage).export()
    words = " ".join(" ".join(sheet.extract_text().split()) for sheet in PdfReader(target).pages)
    assert "Publish the joint reference" in words
    assert NAME in words


def next_january(year: Year, folder: Path) -> None:
    """The money alone would give Platinum; Gold is kept, as all else says, and told by letter."""
    year.on(date(2027, 1, 4))
    file = folder / "later.csv"
    file.write_text(LATER, encoding="utf-8")
    bring_in(year.window, file)
    year.window.go(Place("assessment"))
    board = year.page(AssessmentPage)
    board._choose_year(2027)
    board.freeze_button.click()
    [line] = board.state.lines
    assert (line.tcv_tier.label, line.calculated.label) == ("Platinum", "Gold")
    board.sign_button.click()
    grants = records.find(year.portfolio, Grant)
    assert [one.tier for one in grants] == ["gold", "gold"]
    board.acting.act("letter", [board.state.lines[0]])
    letter = year.dialog(LetterDialog)
    letter.save_to(folder / "letter.pdf")
    words = " ".join(
        " ".join(sheet.extract_text().split()) for sheet in PdfReader(folder / "letter.pdf").pages
    )
    assert "Gold for 2027" in words
    assert year.one(Statement).kind == "assessment"
    # Nothing of the year is lost: it stands on the timeline, and the file is sound.
    year.tab(TimelineTab)
    told = {
        entry.kind for entry in recorded(year.portfolio, year.partner, date(2027, 1, 4)).entries
    }
    wanted = {"tier", "meetings", "omissions", "risks", "actions", "packs", "imports", "deals"}
    assert wanted <= told
    assert check(year.portfolio.path).whole
