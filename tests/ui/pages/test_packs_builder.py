"""What is decided about a pack is seen at once, kept per partner and kind, and undone."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.background import Background
from models.errors import UserError
from models.governance.meetings import Meeting
from models.pack_plan import USUAL, Ask, Words
from models.partner import Partner
from models.store import pack_plans, records
from models.store.portfolio import open_portfolio
from reports import worker
from reports.parts import Part
from tests.sample_portfolio import sample_at
from tests.ui.pages.pack_builder import DAY, page_over, partner_id, picture
from ui.desk import Place
from ui.pages.packs import PacksPage
from ui.pages.packs_build import page_shift
from ui.pages.packs_sections import SectionRow

KEYS = Qt.Key


@pytest.fixture
def portfolio(tmp_path):
    with sample_at(tmp_path / "book.alliance", DAY) as made:
        yield made


@pytest.fixture
def page(qtbot, tmp_path, portfolio, monkeypatch):
    made = page_over(portfolio, tmp_path, monkeypatch)
    qtbot.addWidget(made)
    made.show()
    made.visit(Place("packs", partner_id(portfolio)))
    return made


def text(page: PacksPage) -> str:
    assert page.shown is not None
    return "".join(p.extract_text() for p in PdfReader(io.BytesIO(page.shown.pdf)).pages)


def kept(page: PacksPage, portfolio, kind: str = "full"):
    return pack_plans.plan_of(portfolio, page.place.id, kind)


def row(page: PacksPage, key: str) -> SectionRow:
    return next(one for one in page.options.sections.rows if one.key == key)


def go_to(page: PacksPage, key: str) -> None:
    page.options.sections.go_to(key)


def type_into(qtbot, field: QWidget, words: str) -> None:
    qtbot.keyClicks(field, words)


# ---- sections ------------------------------------------------------------------------------


def test_a_section_left_out_is_gone_from_the_pack_and_kept_so(page, portfolio, qtbot):
    before = page.shown.pages
    assert row(page, "tier").page
    go_to(page, "tier")
    qtbot.keyClick(page.options.sections, KEYS.Key_Space)
    page._rebuild()
    # The room that it leaves is another section's to go on in.
    assert page.shown.pages <= before
    assert not row(page, "tier").page
    assert not row(page, "tier").on
    assert kept(page, portfolio).left_out == ("tier",)
    assert portfolio.can_undo() == "Choose the sections of the pack for Tarnwick Perimeter"


def test_undo_brings_the_section_back_into_list_and_preview(page, portfolio, qtbot):
    before = page.shown.pack_id
    go_to(page, "tier")
    qtbot.keyClick(page.options.sections, KEYS.Key_Space)
    page._rebuild()
    page.desk.lane.undo()
    page._rebuild()
    assert row(page, "tier").on
    assert page.shown.pack_id == before
    page.desk.lane.redo()
    assert not row(page, "tier").on


def test_sections_come_in_the_order_they_were_put_in_and_back(page, portfolio, qtbot):
    sections = page.options.sections
    first, second = (one.key for one in sections.rows[:2])
    go_to(page, second)
    qtbot.keyClick(sections, KEYS.Key_Up, Qt.KeyboardModifier.AltModifier)
    page._rebuild()
    assert [one.key for one in sections.rows[:2]] == [second, first]
    assert kept(page, portfolio).order[:2] == (second, first)
    pages = {one.key: one.page for one in sections.rows}
    assert not pages[first] or pages[second] < pages[first]
    qtbot.keyClick(sections, KEYS.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert kept(page, portfolio) == USUAL


def test_going_to_a_section_brings_its_page_into_the_preview(page, qtbot, monkeypatch):
    seen: list[int] = []
    monkeypatch.setattr(page.preview, "go_to", seen.append)
    sections = page.options.sections
    go_to(page, sections.rows[0].key)
    qtbot.keyClick(sections, KEYS.Key_Down)
    at = sections.rows[1]
    assert seen == ([at.page] if at.page else [])
    page.options._open_words("tier")
    assert seen[-1] == row(page, "tier").page


@pytest.mark.parametrize(
    ("page_now", "shift"),
    [(1, 0), (2, 0), (3, 2), (4, 2), (5, 0), (9, 0)],
)
def test_what_one_looks_at_stays_where_pages_come_before_it(page_now, shift):
    before = (Part("a", "A", 2), Part("b", "B", 3), Part("gone", "C", 5))
    now = (Part("new", "N", 3), Part("a", "A", 2), Part("b", "B", 5))
    assert page_shift(before, now, page_now) == shift


def test_a_section_that_gets_its_page_while_one_writes_is_shown(page, qtbot):
    page.keeper.set(left_out=("tier",))
    page._rebuild()
    assert row(page, "tier").page == 0
    page.options._open_words("tier")
    page.keeper.set(left_out=())
    page._rebuild()
    assert page.preview.page == row(page, "tier").page


def test_a_section_that_says_nothing_has_its_line(page):
    silent = [one for one in page.options.sections.rows if one.said and one.on]
    told = {part.key: part.said for part in page.shown.parts}
    assert all(one.page == 0 and (told[one.key] in one.said) for one in silent)


# ---- words ---------------------------------------------------------------------------------


def test_words_for_a_section_are_seen_at_once_and_kept_on_leaving(page, portfolio, qtbot):
    go_to(page, "tier")
    qtbot.keyClick(page.options.sections, KEYS.Key_Return)
    panel = page.options.words
    assert panel.isVisible()
    type_into(qtbot, panel.text, "Zanzibar is near")
    type_into(qtbot, panel.note, "Quagga, not for them")
    page._rebuild()
    assert "Zanzibar is near" in text(page)
    assert "Quagga" in text(page)
    assert kept(page, portfolio) == USUAL
    page.leave()
    assert kept(page, portfolio).words == {
        "tier": Words("Zanzibar is near", "Quagga, not for them")
    }
    assert portfolio.can_undo() == "Write in the pack for Tarnwick Perimeter"


def test_the_partner_edition_has_the_words_and_never_the_note(page):
    page.keeper.set(words={"tier": Words("Zanzibar is near", "Quagga, not for them")})
    page.keeper.set_edition("partner")
    page._rebuild()
    assert "Zanzibar is near" in text(page)
    assert "Quagga" not in text(page)
    assert b"Quagga" not in page.shown.pdf


def test_typed_words_are_kept_after_a_moment_of_quiet(page, portfolio, qtbot):
    page.options._open_words("tier")
    type_into(qtbot, page.options.words.text, "Near")
    assert page.keeper.unsaved
    assert page.keeper._quiet.isActive()
    page.keeper._quiet.timeout.emit()
    assert kept(page, portfolio).words["tier"].text == "Near"
    assert not page.keeper.unsaved


def test_words_of_a_section_that_is_left_out_are_said_to_stand_on_no_page(page):
    page.options._open_words("tier")
    assert not page.options.words.nothing.isVisible()
    page.keeper.set(left_out=("tier",))
    page._rebuild()
    said = page.options.words.nothing
    assert said.isVisible()
    assert said.text() == "The section is left out. These words stand on no page."


def test_words_that_are_emptied_are_no_words(page, portfolio):
    page.keeper.set(words={"tier": Words("Near")})
    page.options._open_words("tier")
    page.options.words.text.clear()
    page.leave()
    assert kept(page, portfolio) == USUAL
    assert not row(page, "tier").written


def test_what_is_cut_off_is_said_with_the_count(page, qtbot):
    page.options._open_words("tier")
    panel = page.options.words
    panel.text.setPlainText("A long word or two. " * 60)
    page._rebuild()
    assert panel._cuts[0].isVisible()
    assert panel._counts[0].text().startswith("1200 of about ")
    panel.text.setPlainText("Short.")
    page._rebuild()
    assert not panel._cuts[0].isVisible()


def test_escape_goes_back_to_the_sections(page, qtbot):
    page.options._open_words("tier")
    qtbot.keyClick(page.options.words.text, KEYS.Key_Escape)
    assert page.options.sections.isVisible()


# ---- meeting and decisions -----------------------------------------------------------------


def test_day_place_and_people_are_kept(page, portfolio, qtbot):
    meeting = page.options.meeting
    page.options.tabs.setCurrentIndex(1)
    meeting.day.field.setText("3 Dec 2026")
    meeting.day.commit()
    type_into(qtbot, meeting.place, "Oslo")
    meeting.attendees.setPlainText("Ada Brandt, sponsor\n\n  Bo Lind ")
    page.leave()
    plan = kept(page, portfolio)
    assert (plan.meeting_on, plan.place) == (date(2026, 12, 3), "Oslo")
    assert plan.attendees == ("Ada Brandt, sponsor", "Bo Lind")


def test_the_planned_meeting_is_offered_until_it_is_taken(page, portfolio):
    owner = page.keeper.partner_id
    records.add(portfolio, Meeting(1, owner, "business_review", date(2026, 12, 9), place="Bern"))
    page.offer.ask()
    meeting, found = page.options.meeting, page.offer.found
    assert found is not None
    assert not meeting.take.isHidden()
    meeting.take.click()
    plan = kept(page, portfolio)
    assert (plan.meeting_on, plan.place, plan.attendees) == found[1:]
    assert meeting.take.isHidden()


def test_a_day_that_can_be_read_two_ways_is_asked_about_and_not_kept(page, portfolio):
    day = page.options.meeting.day
    page.options.tabs.setCurrentIndex(1)
    day.field.setText("03/12/2026")
    day.commit()
    assert "12 Mar 2026" in day.problem or "3 Dec 2026" in day.problem
    assert kept(page, portfolio).meeting_on is None
    assert day.field.text() == "03/12/2026"


def test_people_are_picked_from_the_contacts_with_their_roles_and_let_go(page, portfolio):
    meeting = page.options.meeting
    person = meeting._contacts[0]
    assert ", " in person
    meeting.flip(person)
    assert kept(page, portfolio).attendees == (person,)
    assert meeting.attendees.toPlainText() == person
    meeting.flip(person)
    assert kept(page, portfolio) == USUAL


def test_more_people_than_the_cover_has_room_for_are_said(page):
    from models.pack_plan_words import MOST_ATTENDEES
    from reports.sections import cover

    assert MOST_ATTENDEES == cover._MOST_PEOPLE
    meeting = page.options.meeting
    page.options.tabs.setCurrentIndex(1)
    meeting.attendees.setPlainText("Ada\n" * MOST_ATTENDEES)
    assert not meeting._many.isVisible()
    meeting.attendees.setPlainText("Ada\n" * (MOST_ATTENDEES + 1))
    assert meeting._many.isVisible()


def test_decisions_are_added_moved_and_removed(page, portfolio, qtbot):
    options = page.options
    options.tabs.setCurrentIndex(1)
    for what in ("Fund ten seats", "Name a sponsor"):
        qtbot.mouseClick(options.meeting.asks.add, Qt.MouseButton.LeftButton)
        type_into(qtbot, options.ask.what, what)
        qtbot.keyClick(options.ask.what, KEYS.Key_Escape)
    assert [ask.what for ask in kept(page, portfolio).asks] == ["Fund ten seats", "Name a sponsor"]
    options._open_ask(1)
    options.ask.up.click()
    assert [ask.what for ask in kept(page, portfolio).asks] == ["Name a sponsor", "Fund ten seats"]
    assert options.ask.at == 0
    options.ask.remove.click()
    assert [ask.what for ask in kept(page, portfolio).asks] == ["Fund ten seats"]


def test_a_decision_has_all_its_parts(page, portfolio, qtbot):
    options = page.options
    options._open_ask(0)
    panel = options.ask
    type_into(qtbot, panel.what, "Fund")
    type_into(qtbot, panel.why, "Gold")
    type_into(qtbot, panel.options, "Ten or five")
    type_into(qtbot, panel.owner, "Ada")
    panel.side.stops[2].click()
    panel.by.field.setText("2026-12-10")
    panel.by.commit()
    page.leave()
    wanted = Ask("Fund", "Gold", "Ten or five", "host", "Ada", date(2026, 12, 10))
    assert kept(page, portfolio).asks == (wanted,)


def test_five_decisions_are_the_most_and_a_blank_one_is_none(page, portfolio):
    asks = page.options.meeting.asks
    page.options.tabs.setCurrentIndex(1)
    page.keeper.set(asks=tuple(Ask(str(n)) for n in range(4)))
    page.options.show_plan()
    assert asks.add.isVisible()
    page.options._open_ask(4)
    page.options.ask.why.setPlainText(" ")
    page.options.ask.why.setPlainText("")
    page.options._left_ask()
    assert len(kept(page, portfolio).asks) == 4
    page.keeper.set(asks=tuple(Ask(str(n)) for n in range(5)))
    page.options.show_plan()
    assert not asks.add.isVisible()


# ---- cover ---------------------------------------------------------------------------------


def test_a_title_is_in_header_and_pack_and_kept(page, portfolio, qtbot):
    page.options.tabs.setCurrentIndex(2)
    type_into(qtbot, page.options.cover.title, "Our year")
    page._rebuild()
    assert page.header.title == "Our year"
    page.leave()
    assert kept(page, portfolio).title == "Our year"


def test_a_logo_is_taken_from_a_file_and_removed_and_undone(page, portfolio, tmp_path):
    path = tmp_path / "logo.png"
    path.write_bytes(picture())
    page.logo.take(str(path))
    assert kept(page, portfolio).logo
    assert page.options.cover.logo.shows
    page.options.cover.remove.click()
    assert not kept(page, portfolio).logo
    assert not page.options.cover.logo.shows
    page.desk.lane.undo()
    assert page.options.cover.logo.shows


def test_what_is_no_picture_is_said_under_the_box_and_changes_nothing(page, portfolio, tmp_path):
    path = tmp_path / "logo.png"
    path.write_bytes(b"no picture")
    page.options.tabs.setCurrentIndex(2)
    page.logo.take(str(path))
    assert "logo.png is damaged" in page.options.cover.problem.text()
    assert not kept(page, portfolio).logo


# ---- kinds, partners, the usual pack -------------------------------------------------------


def test_each_kind_and_each_partner_has_its_own_plan_and_it_comes_back(page, portfolio):
    page.keeper.set(title="Full one")
    page.options.kind_picked.emit("mid_year")
    assert page.shown.facts.plan.kind == "mid_year"
    assert page.keeper.plan.title == ""
    page.keeper.set(title="Half one")
    page.options.kind_picked.emit("full")
    assert page.options.cover.title.text() == "Full one"
    other = page.options.partner.findText("Pebblewhit Access")
    page.options.partner.setCurrentIndex(other)
    assert page.keeper.plan.title == ""
    page.visit(Place("packs", partner_id(portfolio)))
    assert page.shown.facts.title == "Full one"
    page.options.kind_picked.emit("mid_year")
    page._rebuild()
    assert page.shown.facts.title == "Half one"


def test_what_is_typed_is_kept_before_another_partner_is_shown(page, portfolio, qtbot):
    first = page.place.id
    type_into(qtbot, page.options.cover.title, "Ours")
    page.options.partner.setCurrentIndex(page.options.partner.findText("Pebblewhit Access"))
    assert pack_plans.plan_of(portfolio, first, "full").title == "Ours"


def test_a_place_can_name_the_kind(page, portfolio):
    page.visit(Place("packs", partner_id(portfolio, "Pebblewhit Access"), "mid_year"))
    assert page.shown.facts.plan.kind == "mid_year"


def test_back_to_the_usual_pack_takes_everything_back_and_is_undone(page, portfolio):
    page.keeper.set(title="Ours", left_out=("tier",))
    assert page.options.usual.isVisible()
    page.options.usual.click()
    assert kept(page, portfolio) == USUAL
    assert page.options.cover.title.text() == ""
    assert row(page, "tier").on
    assert not page.options.usual.isVisible()
    page.desk.lane.undo()
    assert page.options.cover.title.text() == "Ours"
    assert not row(page, "tier").on


def test_the_audience_is_kept_and_says_what_is_left_out(page, portfolio):
    page.options.audience.stops[0].click()
    assert "left out" in page.options._note.text()
    assert pack_plans.wanted(portfolio, page.place.id, "full").edition == "partner"


def test_a_change_of_the_plan_does_not_read_the_portfolio_again(page, monkeypatch):
    from models.store import packs

    def fail(*_: object) -> None:
        raise AssertionError("the portfolio was read")

    monkeypatch.setattr(packs, "packed", fail)
    page.keeper.set(title="Ours")
    page.keeper.set(left_out=("tier",))
    page.desk.lane.undo()
    page._rebuild()
    assert page.shown.facts.title == "Ours"


def test_a_plan_that_changes_nothing_writes_nothing(page, portfolio):
    before = portfolio.conn.value("SELECT count(*) FROM journal")
    page.keeper.set(title="")
    page.keeper.set_edition("internal")
    page.leave()
    assert portfolio.conn.value("SELECT count(*) FROM journal") == before


def test_a_damaged_plan_is_said_and_a_change_replaces_it(page, portfolio):
    page.keeper.set(title="Ours")
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE pack_plans SET plan = '[]'")
    page.refresh()
    assert "can’t be read" in page.trouble.sentence
    assert page.trouble.isVisible()
    assert page.options.usual.isVisible()
    page.keeper.set(title="New")
    assert kept(page, portfolio).title == "New"


# ---- what goes wrong -----------------------------------------------------------------------


def test_a_pack_that_cannot_be_built_leaves_the_preview_and_says_so(page, monkeypatch):
    before = page.shown

    def fail(_: object) -> None:
        raise UserError("The face is missing.", "Install it again.")

    monkeypatch.setattr(worker, "build_bytes", fail)
    page.keeper.set(title="Ours")
    page._rebuild()
    assert page.shown is before
    assert page.trouble.sentence == "The face is missing."
    assert page.preview.document.pageCount() == before.pages
    assert page.preview.state.text() == "Not up to date"
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)
    page._rebuild()
    assert not page.trouble.isVisible()
    assert page.shown.facts.title == "Ours"


def test_a_fault_of_ours_is_handed_on_and_the_preview_stays(page, monkeypatch, qtbot):
    before = page.shown

    def fail(_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(worker, "build_bytes", fail)
    with qtbot.waitSignal(page.desk.lane.fault):
        page.keeper.set(title="Ours")
        page._rebuild()
    assert page.shown is before
    assert page.trouble.sentence == "The pack could not be built."


def test_what_looks_like_markup_is_shown_as_it_is(page):
    page.keeper.set(asks=(Ask("<img src='x'> & co"),))
    page.options.show_plan()
    (made,) = page.options.meeting.asks.rows
    assert "&lt;img" in made.toolTip()
    assert made.accessibleName().startswith("Decision 1. <img src='x'> & co")


def test_a_plan_for_a_partner_that_is_gone_is_a_sentence(page, portfolio, qtbot):
    wanted = page.place.id
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [wanted])
    with qtbot.waitSignal(page.desk.problem) as told:
        page.keeper.set(left_out=("tier",))
    assert "not in the portfolio any more" in told.args[0]
    assert page.desk.unsaved == 1
    page.refresh()
    assert page.shown.facts.partner.id != wanted
    assert page.desk.unsaved == 0


def test_a_day_without_a_program_is_a_sentence_and_nothing_can_be_exported(page):
    page.desk.set_as_of(date(1990, 1, 1))
    assert page.trouble.isVisible()
    assert not page._is_ready()
    assert page.preview.document.pageCount() == 0
    assert not any(
        command.enabled() for command in page.commands() if command.id.startswith("export")
    )
    page.desk.set_as_of(None)
    assert page.shown.facts.as_of == DAY
    assert not page.trouble.isVisible()


def test_a_result_for_a_partner_that_is_left_is_dropped(page):
    late = page.shown
    page.options.partner.setCurrentIndex(page.options.partner.findText("Pebblewhit Access"))
    now = page.shown
    page._show(late)
    assert page.shown is now


def test_read_only_it_can_be_changed_for_export_and_nothing_is_kept(
    portfolio, tmp_path, monkeypatch, qtbot
):
    path, wanted = portfolio.path, partner_id(portfolio)
    portfolio.checkpoint()
    with open_portfolio(path, read_only=True) as looked:
        made = page_over(looked, tmp_path, monkeypatch, read_only=True)
        qtbot.addWidget(made)
        made.show()
        made.visit(Place("packs", wanted))
        assert made.options._read_only.isVisible()
        made.keeper.set(left_out=("tier",))
        made._rebuild()
        assert not row(made, "tier").on
        target = tmp_path / "pack.pdf"
        made.export_to(target)
        assert made.shown is not None
        assert target.read_bytes() == made.shown.pdf
        assert "not listed" in made.message.accessibleName()
        assert made.desk.unsaved == 0
        assert pack_plans.plan_of(looked, wanted, "full") == USUAL


# ---- warnings ------------------------------------------------------------------------------


def test_the_foot_sums_up_and_the_list_leads_to_the_places(page):
    options = page.options
    assert options.foot.isVisible()
    assert "no evidence" in options.foot.line.accessibleName()
    options.foot.show_all.click()
    assert options.warnings.isVisible()
    places: list[Place] = []
    page.desk.going.connect(places.append)
    options.warnings.links[0].click()
    assert places == [Place("partner", page.place.id, page.shown.warnings[0].where)]


def test_a_section_that_is_missed_is_put_in_from_the_list(page, portfolio):
    page.keeper.set(left_out=("decisions",), asks=(Ask("Fund"),))
    page._rebuild()
    at = [one.kind for one in page.shown.warnings].index("left_out")
    page.options.warnings.links[at].click()
    assert "decisions" not in kept(page, portfolio).left_out


def test_without_anything_to_look_at_the_foot_takes_no_room(page):
    page.options.show_warnings(())
    assert not page.options.foot.isVisible()


# ---- with the keyboard alone ---------------------------------------------------------------


def test_a_pack_is_put_together_without_the_mouse(page, portfolio, qtbot, tmp_path):
    options, alt = page.options, Qt.KeyboardModifier.AltModifier
    sections = options.sections
    go_to(page, "tier")
    qtbot.keyClick(sections, KEYS.Key_Space)
    qtbot.keyClick(sections, KEYS.Key_Space)
    qtbot.keyClick(sections, KEYS.Key_Up, alt)
    qtbot.keyClick(sections, KEYS.Key_Return)
    type_into(qtbot, options.words.text, "Safe until January")
    qtbot.keyClick(options.words.text, KEYS.Key_Escape)
    assert sections.isVisible()
    qtbot.keyClick(options.tabs, KEYS.Key_Right)
    assert options.meeting.isVisible()
    qtbot.keyClick(options.meeting.asks.add, KEYS.Key_Return)
    type_into(qtbot, options.ask.what, "Fund ten seats")
    qtbot.keyClick(options.ask.what, KEYS.Key_Escape)
    qtbot.keyClick(options.tabs, KEYS.Key_Right)
    type_into(qtbot, options.cover.title, "Our year")
    qtbot.keyClick(options.audience.stops[1], KEYS.Key_Left)
    page._rebuild()
    page.leave()
    plan = kept(page, portfolio)
    assert (plan.title, plan.words["tier"].text) == ("Our year", "Safe until January")
    assert plan.asks == (Ask("Fund ten seats"),)
    assert plan.order
    assert page.shown.facts.edition == "partner"
    said = text(page)
    assert all(words in said for words in ("Our year", "Safe until January", "Fund ten seats"))
    steps = 0
    while portfolio.can_undo() and "Tarnwick Perimeter" in portfolio.can_undo():
        page.desk.lane.undo()
        steps += 1
    assert steps >= 6
    assert kept(page, portfolio) == USUAL
    assert (options.cover.title.text(), page.keeper.edition) == ("", "internal")


# ---- the rest ------------------------------------------------------------------------------


def test_home_and_end_and_the_page_keys_turn_pages(page, qtbot):
    view, last = page.preview.view, page.shown.pages
    for key, at in (
        (KEYS.Key_End, last),
        (KEYS.Key_PageUp, last - 1),
        (KEYS.Key_PageDown, last),
        (KEYS.Key_Home, 1),
    ):
        qtbot.keyClick(view, key)
        assert page.preview.page == at


def test_every_widget_that_takes_the_keyboard_has_a_name(page):
    page.keeper.set(asks=(Ask("Fund"),), title="Ours")
    page.options.show_plan()
    silent = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not widget.focusProxy()
        and not widget.isHidden()
        and not widget.objectName().startswith("qt_")
    ]
    assert silent == []


@pytest.mark.parametrize("size", [(964, 600), (1200, 800)])
def test_nothing_in_the_card_is_wider_than_the_card(page, size):
    page.resize(*size)
    options = page.options
    for at in range(3):
        options.tabs.setCurrentIndex(at)
        for child in options.findChildren(QWidget):
            if child.isVisible() and child.parentWidget() is not None:
                right = child.mapTo(options, child.rect().topRight()).x()
                assert right <= options.width(), child


def test_in_a_low_card_the_section_with_the_cursor_stays_in_sight(page, qtbot):
    page.resize(964, 420)
    sections = page.options.sections
    bar = page.options._choices.verticalScrollBar()
    assert bar.maximum() > 0
    assert sections.verticalScrollBar().maximum() == 0
    go_to(page, sections.rows[0].key)
    for _ in sections.rows:
        qtbot.keyClick(sections, KEYS.Key_Down, Qt.KeyboardModifier.AltModifier)
    spot = sections.visualRect(sections.currentIndex()).center()
    seen = page.options._choices.viewport()
    assert seen.rect().contains(sections.viewport().mapTo(seen, spot))


def test_slides_are_written_where_the_dialog_says(page, tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "slides_bytes", worker.slides_here)
    target = tmp_path / "pack.pptx"
    page.out.to_slides(page.shown, target)
    assert target.read_bytes()[:2] == b"PK"
    assert "pack.pptx" in page.message.accessibleName()


def test_a_background_of_another_day_is_no_plan(page):
    """The facts are frozen again from what is in memory; only the plan differs."""
    file = page._file
    page.keeper.set(place="Oslo")
    page._rebuild()
    assert page._file is file
    assert isinstance(page.shown.facts.background, Background)
    assert replace(page.shown.facts.plan, place="") == replace(USUAL, title=page.shown.facts.title)
    assert page.shown.facts.as_of == DAY


def test_the_pack_is_written_where_the_dialog_says(page, tmp_path: Path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "one"), ""))
    page.export()
    assert (tmp_path / "one.pdf").read_bytes() == page.shown.pdf


def test_the_name_of_a_file_tells_kinds_apart(page, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    asked: list[str] = []

    def ask(_parent, _title, name, _filters):
        asked.append(Path(name).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    page.export()
    page.options.kind_picked.emit("mid_year")
    page.export()
    assert asked == [
        "Tarnwick-Perimeter 2026-11-24 internal.pdf",
        "Tarnwick-Perimeter 2026-11-24 mid-year internal.pdf",
    ]


def test_the_review_of_all_partners_is_made_from_here_too(page, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    target = tmp_path / "all.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    command = next(one for one in page.commands() if one.id == "portfolio_review")
    command.run()
    assert target.read_bytes().startswith(b"%PDF-1.7")
