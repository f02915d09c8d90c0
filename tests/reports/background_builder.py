"""What a pack tells beside a partner's file, made up: its course, commitments, what is ahead."""

from datetime import date, timedelta

from models.background import Ahead, Background, CoursePoint
from models.program_year import Action
from tests.reports.facts_builder import DAY

TITLES = (
    "Send the revised proposal", "Name a second technical resource", "Renew the NDA",
    "Confirm the scope with the sponsor", "Register the three open deals",
    "Book delivery training for four people", "Publish the joint reference",
    "Agree the roadmap for next year", "Bring the integration to release",
)  # fmt: skip
OWNERS = ("Ada Brandt", "Bilal Chaudhry", "Karim Lahlou", "Jana Kowalczyk", "")


def course(
    points: int = 6, total: int = 14_000_000_00, last: date = DAY
) -> tuple[CoursePoint, ...]:
    """Sums that rise to `total`, a month apart."""
    found = []
    for number in range(points):
        part = total * (70 + 30 * number // max(1, points - 1)) // 100
        found.append(
            CoursePoint(
                last - timedelta(days=30 * (points - 1 - number)), part, part // 2, part // 10,
                part - part // 2 - part // 10, part * 6 // 10, 20 + number, 5 + number % 3,
                10 + number % 4,
            )
        )  # fmt: skip
    return tuple(found)


def actions(count: int = 10, day: date = DAY) -> tuple[Action, ...]:
    """Commitments of both sides in every state, around a day."""
    found = []
    for n in range(count):
        state = ("done", "open", "open", "dropped", "open", "done")[n % 6]
        due = day + timedelta(days=(n * 37) % 120 - 40)
        if state == "open" and n % 12 == 1:
            due = day - timedelta(days=5 + n)
        done = None if state == "open" else min(day, due + timedelta(days=n % 4))
        found.append(
            Action(
                n + 1, 1, f"{TITLES[n % len(TITLES)]}{f' {n}' if n >= len(TITLES) else ''}",
                "They asked for more time; the price is the reason." if n % 3 == 0 else "",
                "", ("host", "partner")[n % 2], OWNERS[n % len(OWNERS)], 1 + n % 3,
                None if n % 10 == 8 else due, state, day - timedelta(days=90 - n % 60), done,
            )
        )  # fmt: skip
    return tuple(found)


def ahead(tier: str = "gold", label: str = "Gold") -> Ahead:
    return Ahead(date(DAY.year + 1, 1, 2), tier, label, 16_200_000_00, 9_000_000_00)


def full(day: date = DAY) -> Background:
    """Every part that the front pages tell."""
    return Background(
        course=course(last=day), actions=actions(10, day), ahead=ahead(), statement_on=day
    )
