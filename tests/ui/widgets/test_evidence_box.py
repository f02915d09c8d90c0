"""The box takes files by drop, paste and picker, and sees to each of them as one change."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QInputDialog
from pytestqt.qtbot import QtBot

from models.checklist.evidence_record import Evidence
from models.checklist.records import Where
from models.checklist.template import Item
from models.partner import Partner
from models.store import evidence, records
from models.store.portfolio import Portfolio, create
from tests.models.checklist.evidence_made import PDF, png
from ui.desk import Desk, Opened
from ui.opened_copies import clean
from ui.widgets.evidence_box import EvidenceBox
from ui.work import Inline, Lane

TODAY = date(2026, 11, 24)
WHERE = Where(1, "quarterly_review", "2026-Q4")
ITEM = Item("training", "Is everybody trained?", "yes_no", evidence="needed", criterion="people")


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        records.add(made, Partner(1, "Ünal"))
        yield made


@pytest.fixture
def desk(qapp: object, portfolio: Portfolio, tmp_path: Path) -> Desk:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Desk(Lane(executor=Inline()), TODAY, settings)
    made.opened = Opened(path=portfolio.path, name="Partners")
    made.lane.open(lambda: portfolio)
    return made


@pytest.fixture
def box(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> EvidenceBox:
    made = EvidenceBox(desk)
    qtbot.addWidget(made)
    made.resize(800, 300)

    def again(_: object = None) -> None:
        made.show_for(WHERE, ITEM, evidence.of_partner(portfolio, 1), writable=True)

    desk.lane.changed.connect(again)
    again()
    made.show()
    return made


@pytest.fixture
def toasts(desk: Desk) -> list[Any]:
    heard: list[Any] = []
    desk.toasting.connect(lambda *words: heard.append(words))
    return heard


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    found: list[Path] = []

    def note(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    yield found
    clean()


def kept(portfolio: Portfolio) -> list[Evidence]:
    return list(evidence.of_partner(portfolio, 1))


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def put(folder: Path, name: str, data: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def drop(box: EvidenceBox, mime: QMimeData) -> None:
    copy = Qt.DropAction.CopyAction
    none = Qt.KeyboardModifier.NoModifier
    box.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, Qt.MouseButton.LeftButton, none))


def test_files_are_dropped_as_one_change_and_the_originals_stay(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path, toasts: list[Any]
) -> None:
    paths = put(tmp_path, "a.pdf"), put(tmp_path, "b.png", png())
    drop(box, files(*paths))
    assert [(one.file, one.item, one.criterion, one.period) for one in kept(portfolio)] == [
        ("a.pdf", "training", "people", "2026-Q4"), ("b.png", "training", "people", "2026-Q4"),
    ]  # fmt: skip
    assert toasts == [("2 copies are kept here; the original is untouched.", True)]
    assert paths[0].read_bytes() == PDF
    assert [row.open.accessibleName() for row in box.rows] == ["Open a.pdf", "Open b.png"]
    portfolio.undo()
    assert kept(portfolio) == []


def test_what_is_refused_among_several_is_named_and_the_rest_is_kept(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path
) -> None:
    drop(box, files(put(tmp_path, "a.pdf"), put(tmp_path, "b.exe", b"MZ"), tmp_path / "gone.pdf"))
    assert [one.file for one in kept(portfolio)] == ["a.pdf"]
    assert "b.exe is a program or script" in box.problem
    assert "gone.pdf can't be read" in box.problem
    drop(box, files(put(tmp_path, "c.png", png())))
    assert box.problem == ""


def test_a_file_that_is_refused_leaves_nothing_to_undo(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path
) -> None:
    before = portfolio.can_undo()
    drop(box, files(put(tmp_path, "empty.pdf", b"")))
    assert "empty.pdf is empty" in box.problem
    assert portfolio.can_undo() == before


def test_a_name_that_would_read_backwards_is_shown_as_it_is(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path
) -> None:
    drop(box, files(put(tmp_path, "in\u202efdp.pdf")))
    assert portfolio.can_undo() == "Add infdp.pdf"
    assert kept(portfolio)[0].file == "infdp.pdf"


def test_a_screenshot_is_pasted_as_png_named_by_the_moment(
    box: EvidenceBox, portfolio: Portfolio, qtbot: QtBot
) -> None:
    image = QImage(8, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    for _ in range(2):
        QGuiApplication.clipboard().setImage(image)
        qtbot.keyClick(box.drop.choose, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        image.fill(Qt.GlobalColor.red)
    first, second = kept(portfolio)
    assert first.kind == "png"
    assert first.file.startswith("Screenshot 20")
    assert second.file != first.file
    back = QImage.fromData(evidence.content(portfolio, first.sha256))
    assert (back.width(), back.height(), back.pixelColor(1, 1).name()) == (8, 4, "#0000ff")


def test_files_copied_elsewhere_are_pasted_and_words_are_not(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().setMimeData(files(put(tmp_path, "a.pdf")))
    assert box.paste()
    QGuiApplication.clipboard().setText("Some words")
    assert not box.paste()
    assert "no file or picture on the clipboard" in box.problem
    assert len(kept(portfolio)) == 1


def test_a_link_is_told_to_be_saved_first(box: EvidenceBox) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/cert.pdf")])
    drop(box, mime)
    assert "That is a link, not a file" in box.problem


def test_the_picker_adds_and_remembers_the_folder(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, asked = put(tmp_path, "a.pdf"), []

    def pick(*arguments: Any) -> tuple[list[str], str]:
        asked.append(arguments[2])
        return [str(path)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", pick)
    box.choose()
    box.choose()
    assert asked[1] == str(tmp_path)
    assert "is here already" in box.problem
    assert len(kept(portfolio)) == 1


def test_a_copy_is_opened_read_only_in_a_folder_of_ones_own(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path, opened: list[Path]
) -> None:
    made = evidence.add(portfolio, 1, "a<b>.pdf", PDF, TODAY)
    box.doings.open(made)
    box.doings.open(made)
    assert opened[0] == opened[1]
    assert opened[0].name == "a_b_.pdf"
    assert opened[0].read_bytes() == PDF
    assert stat.S_IMODE(opened[0].stat().st_mode) == 0o400
    assert stat.S_IMODE(opened[0].parent.parent.stat().st_mode) == 0o700
    clean()
    assert not opened[0].exists()


def test_a_copy_is_saved_and_a_damaged_one_is_told(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path, toasts: list[Any], opened: list[Path]
) -> None:
    made = evidence.add(portfolio, 1, "a.pdf", PDF, TODAY)
    box.doings.save_to(made, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == PDF
    assert toasts[-1] == ("Wrote copy.pdf.", False)
    portfolio.conn.execute("UPDATE evidence_files SET data=x'00'")
    box.doings.open(made)
    assert "The copy of a.pdf is damaged" in box.problem
    assert opened == []


def test_who_verifies_is_asked_once_and_remembered(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path, toasts: list[Any], qtbot: QtBot
) -> None:
    from ui.dialogs.evidence_reviewer import ReviewerDialog

    drop(box, files(put(tmp_path, "a.pdf"), put(tmp_path, "b.png", png())))
    box.rows[0].verify.click()
    [dialog] = box.window().findChildren(ReviewerDialog)
    dialog.name.setText("  ")
    dialog.go.click()
    assert "Type the name" in dialog.problem.text()
    dialog.name.setText("Ana Weber")
    dialog.go.click()
    box.rows[1].verify.click()
    assert [(one.reviewer, one.verified_on) for one in kept(portfolio)] == [
        ("Ana Weber", TODAY)
    ] * 2
    assert toasts[-1] == ("b.png verified by Ana Weber.", True)
    assert box.rows[0].state.text == "Verified"
    assert box.rows[0].verify.isHidden()


def test_dates_are_edited_in_place_and_a_wrong_one_stays_in_its_field(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path
) -> None:
    drop(box, files(put(tmp_path, "a.pdf")))
    row = box.rows[0]
    row.begins.committed.emit(TODAY)
    row.ends.committed.emit(TODAY + timedelta(days=9))
    assert kept(portfolio)[0].expires_on == TODAY + timedelta(days=9)
    assert row.state.text == "Ends in 9 days"
    row.ends._begin_with("")
    row.ends._send(TODAY - timedelta(days=1))
    assert "run out before it holds" in row.ends.problem
    assert kept(portfolio)[0].expires_on == TODAY + timedelta(days=9)


def test_delete_removes_and_undo_brings_it_back(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path, toasts: list[Any], qtbot: QtBot
) -> None:
    drop(box, files(put(tmp_path, "a.pdf")))
    qtbot.keyClick(box.rows[0].open, Qt.Key.Key_Delete)
    assert kept(portfolio) == []
    assert toasts[-1] == ("a.pdf removed.", True)
    box.desk.lane.undo()
    assert [row.evidence.file for row in box.rows if row.evidence and not row.isHidden()] == [
        "a.pdf"
    ]


def test_a_replaced_file_is_shown_when_asked_for(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path
) -> None:
    drop(box, files(put(tmp_path, "a.pdf")))
    box.doings.replace_by(kept(portfolio)[0], put(tmp_path, "b.png", png()))
    shown = [row for row in box.rows if not row.isHidden()]
    assert [row.evidence.file for row in shown if row.evidence] == ["b.png"]
    assert box.earlier.text() == "1 replaced file"
    box.earlier.click()
    shown = [row for row in box.rows if not row.isHidden()]
    assert shown[1].state.text == "Replaced"
    assert shown[1].verify.isHidden()


def test_a_new_name_is_asked_for(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(box, files(put(tmp_path, "a.pdf")))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("ISO 27001", True))
    box.rows[0].asked.emit("rename", box.rows[0].evidence)
    assert kept(portfolio)[0].file == "ISO 27001.pdf"


def test_what_is_read_only_can_be_opened_and_saved_only(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path, qtbot: QtBot
) -> None:
    made = evidence.add(portfolio, 1, "a.pdf", PDF, TODAY)
    box.show_for(WHERE, ITEM, [made], writable=False)
    row = box.rows[0]
    assert (box.drop.isHidden(), row.verify.isHidden()) == (True, True)
    assert [action.text() for action in row.menu().actions()] == ["Open", "Save a copy…"]
    qtbot.keyClick(row.open, Qt.Key.Key_Delete)
    QGuiApplication.clipboard().setMimeData(files(put(tmp_path, "b.png", png())))
    assert not box.paste()
    assert kept(portfolio) == [made]


def test_a_box_without_anything_to_show_or_add_is_not_there(box: EvidenceBox) -> None:
    box.show_for(WHERE, ITEM, [], writable=False)
    assert box.isHidden()


def test_tab_goes_through_a_file_and_then_to_the_picker(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(box, files(put(tmp_path, "a.pdf")))
    order: list[object] = [box.rows[0].open]
    for _ in range(5):
        order.append(order[-1].nextInFocusChain())  # type: ignore[attr-defined]
        while order[-1].focusPolicy() == Qt.FocusPolicy.NoFocus:  # type: ignore[attr-defined]
            order[-1] = order[-1].nextInFocusChain()  # type: ignore[attr-defined]
    assert order == [*box.rows[0].stops, box.drop.choose]


def test_progress_takes_the_place_of_the_call(box: EvidenceBox) -> None:
    box.doings.busy.emit(1, 4, "Reading big.pdf")
    assert (box.drop.choose.isHidden(), box.drop.stop.isHidden()) == (True, False)
    box.doings.busy.emit(0, 0, "")
    assert (box.drop.choose.isHidden(), box.drop.stop.isHidden()) == (False, True)


def test_every_part_that_takes_the_keyboard_has_a_name(
    box: EvidenceBox, portfolio: Portfolio, tmp_path: Path
) -> None:
    drop(box, files(put(tmp_path, "a.pdf")))
    from PySide6.QtWidgets import QAbstractButton

    buttons = [b for b in box.findChildren(QAbstractButton) if not b.isHidden()]
    assert buttons
    assert all(button.accessibleName() for button in buttons)


def test_files_of_a_record_are_kept_for_it(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio, tmp_path: Path
) -> None:
    box = EvidenceBox(desk)
    qtbot.addWidget(box)
    box.show_record(1, 77, (), writable=True)
    drop(box, files(put(tmp_path, "order.pdf")))
    assert [(one.file, one.item, one.record_id) for one in kept(portfolio)] == [
        ("order.pdf", "", 77)
    ]


def test_in_a_narrow_panel_the_dates_stand_one_under_the_other(
    box: EvidenceBox, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(box, files(put(tmp_path, "a.pdf")))
    (row,) = box.rows
    assert row.begins.y() == row.ends.y()
    box.resize(330, 300)
    qtbot.waitUntil(lambda: row.ends.y() > row.begins.y())
    assert box.minimumSizeHint().width() <= 330
    box.resize(800, 300)
    qtbot.waitUntil(lambda: row.ends.y() == row.begins.y())
