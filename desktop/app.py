"""The composition root: builds the lane, the desk, the window and its pages, and runs them."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from desktop import crash, diagnostics, paths
from desktop.day import DayTimer, today
from desktop.session import Session
from desktop.window import Window
from models.intake.kept_mappings import KeptMappings
from ui import theme
from ui.desk import Desk, Place
from ui.garbage import GarbageTimer
from ui.pages.base import Page
from ui.work import Executor, Lane

_WARM_AFTER_MS = 1_500


def run(portfolio: str | None) -> int:
    """Open the window and stay until it is closed; the process's exit code."""
    if sys.platform.startswith("linux") and not _has_display():
        sys.stderr.write(
            "There is no display for the window (DISPLAY and WAYLAND_DISPLAY are not set). "
            "Work without one through the commands; alliance-desk --help lists them.\n"
        )
        return 1
    app = application()
    found = crash.left()
    watch = crash.Watch()
    watch.begin()
    window = build(app)
    window.notices.offer_reports(found)
    GarbageTimer(window)
    DayTimer(window.desk, window)
    diagnostics.catch_everything(window.uncaught.emit)
    if os.environ.get("ALLIANCE_DESK_QUIT_AFTER_PAINT"):
        leaving = _LeaveAfterPaint(window)
        window.shown.connect(leaving.leave)
    else:
        QTimer.singleShot(_WARM_AFTER_MS, partial(_warm, window))
    window.show()
    if not window.session.start(portfolio):
        window.doings.show_welcome()
    code = app.exec()
    if "reports.worker" in sys.modules:
        sys.modules["reports.worker"].stop()
    window.session.leave()
    watch.end()
    return code


def _has_display() -> bool:
    return any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def application() -> QApplication:
    """The one QApplication, with the product's name and icon."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName(paths.NAME)
    app.setApplicationDisplayName(paths.NAME)
    app.setDesktopFileName("alliance-desk")
    app.setWindowIcon(QIcon(str(resources.path("icons/alliance-desk.svg"))))
    return app


def build(app: QApplication, *, executor: Executor | None = None) -> Window:
    """Theme, lane, desk, session and window, wired; tests hand in an executor that runs inline."""
    settings = QSettings(str(paths.settings_file()), QSettings.Format.IniFormat)
    theme.apply(
        app,
        theme.MODES.get(str(settings.value("theme", "system")), "system"),
        float(str(settings.value("text_scale", 1.0))),
    )
    lane = Lane(executor=executor)
    desk = Desk(lane, today(), settings)
    desk.mappings = KeptMappings(paths.mappings())
    session = Session(desk)
    pages = PAGES | {"import": partial(_import, copy=session.before_import)}
    return Window(desk, session, pages)


def _locked(desk: Desk) -> Page:
    from ui.pages.locked import LockedPage

    return LockedPage(desk)


def _today(desk: Desk) -> Page:
    from ui.pages.today import TodayPage

    return TodayPage(desk)


def _partners(desk: Desk) -> Page:
    from ui.pages.partners import PartnersPage

    return PartnersPage(desk)


def _partner(desk: Desk) -> Page:
    from ui.pages.partner import PartnerPage

    return PartnerPage(desk)


def _candidates(desk: Desk) -> Page:
    from ui.pages.candidates import CandidatesPage

    return CandidatesPage(desk)


def _meetings(desk: Desk) -> Page:
    from ui.pages.meetings import MeetingsPage

    return MeetingsPage(desk)


def _meeting(desk: Desk) -> Page:
    from ui.pages.meeting import MeetingPage

    return MeetingPage(desk)


def _reviews(desk: Desk) -> Page:
    from ui.pages.reviews import ReviewsPage

    return ReviewsPage(desk)


def _actions(desk: Desk) -> Page:
    from ui.pages.actions import ActionsPage

    return ActionsPage(desk)


def _deals(desk: Desk) -> Page:
    from ui.pages.deals import DealsPage

    return DealsPage(desk)


def _health(desk: Desk) -> Page:
    from ui.pages.health import HealthPage

    return HealthPage(desk)


def _hygiene(desk: Desk) -> Page:
    from ui.pages.hygiene import HygienePage

    return HygienePage(desk)


def _partner_lists(desk: Desk) -> Page:
    from ui.pages.partner_lists import PartnerListsPage

    return PartnerListsPage(desk)


def _omissions(desk: Desk) -> Page:
    from ui.pages.omissions import OmissionsPage

    return OmissionsPage(desk)


def _imports(desk: Desk) -> Page:
    from ui.pages.imports import ImportsPage

    return ImportsPage(desk)


def _movement(desk: Desk) -> Page:
    from ui.pages.movement import MovementPage

    return MovementPage(desk)


def _checklists(desk: Desk) -> Page:
    from ui.pages.checklists import ChecklistsPage

    return ChecklistsPage(desk)


def _checklist(desk: Desk) -> Page:
    from ui.pages.checklist import ChecklistPage

    return ChecklistPage(desk)


def _templates(desk: Desk) -> Page:
    from ui.pages.templates import TemplatesPage

    return TemplatesPage(desk)


def _assessment(desk: Desk) -> Page:
    from ui.pages.assessment import AssessmentPage

    return AssessmentPage(desk)


def _benefits(desk: Desk) -> Page:
    from ui.pages.benefits import BenefitsPage

    return BenefitsPage(desk)


def _program(desk: Desk) -> Page:
    from ui.pages.program import ProgramPage

    return ProgramPage(desk)


def _inquiries(desk: Desk) -> Page:
    from ui.pages.inquiries import InquiriesPage

    return InquiriesPage(desk)


def _links(desk: Desk) -> Page:
    from ui.pages.links import LinksPage

    return LinksPage(desk)


def _packs(desk: Desk) -> Page:
    from ui.pages.packs import PacksPage

    return PacksPage(desk)


def _import(desk: Desk, copy: Callable[[], Path | None] | None = None) -> Page:
    from ui.pages.importing import ImportPage

    page = ImportPage(desk)
    page.before_import = copy
    return page


def _welcome(desk: Desk) -> Page:
    from ui.pages.welcome import WelcomePage

    return WelcomePage(desk)


PAGES: dict[str, Callable[[Desk], Page]] = {
    "welcome": _welcome,
    "locked": _locked,
    "today": _today,
    "partners": _partners,
    "partner": _partner,
    "candidates": _candidates,
    "meetings": _meetings,
    "meeting": _meeting,
    "reviews": _reviews,
    "actions": _actions,
    "deals": _deals,
    "health": _health,
    "hygiene": _hygiene,
    "partner_lists": _partner_lists,
    "omissions": _omissions,
    "movement": _movement,
    "imports": _imports,
    "checklists": _checklists,
    "checklist": _checklist,
    "templates": _templates,
    "assessment": _assessment,
    "benefits": _benefits,
    "program": _program,
    "inquiries": _inquiries,
    "links": _links,
    "packs": _packs,
    "import": _import,
}


class _LeaveAfterPaint(QObject):
    """Closes the window once what it shows is complete and painted; for measuring the start."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window

    def leave(self, _place: Place) -> None:
        self.window.repaint()
        QTimer.singleShot(0, self.window.close)


def _warm(window: Window) -> None:
    """What nobody waits for: the process that builds packs, pages, the lock of an idle window."""
    from desktop.ahead import Ahead
    from desktop.half_hour import HalfHour
    from desktop.idle import IdleLock
    from reports import worker

    IdleLock(window.protection)
    HalfHour(window)
    worker.warm()
    Ahead(window)
