"""A partner's page on a desk, and the partners of a portfolio by name."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from models.names import fold
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio
from ui.desk import Desk
from ui.pages.partner import PartnerPage


def partner_page(qtbot: QtBot, desk: Desk, width: int) -> PartnerPage:
    """The page in its window, `width` by 780 pixels; it goes where it asks to go."""
    made = PartnerPage(desk)
    qtbot.addWidget(made)
    made.resize(width, 780)
    made.show()
    desk.going.connect(lambda place: made.visit(place) if place.page == "partner" else None)
    return made


def key_of(portfolio: Portfolio, name: str) -> int:
    (found,) = records.find(portfolio, Partner, name_key=fold(name))
    return found.id
