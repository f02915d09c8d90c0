"""What a pack tells beside a partner's file, made up: its course, commitments, what is ahead."""

from datetime import date, timedelta

from models.action import Action
from models.background import Ahead, Background, CoursePoint, Held, Moved, Movement, Step
from models.movement import STEPS
from tests.reports import plan_builder
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


def movement(
    moves: int = 12, day: date = DAY, name: str = "", *, opening: int = 900_000_000, **steps: int
) -> Movement:
    """So many moves of all kinds; `steps` are what they do to the sum, by their keys."""
    order = list(STEPS)
    found = []
    for n in range(moves):
        step, minor = order[n % len(order)], 48_000_000 - n * 1_700_000
        was = None if step == "added" else minor
        now = None if step == "removed" else minor * 9 // 10 if step == "valued_down" else minor
        before, after = day + timedelta(days=30 + n), day + timedelta(days=60 + 2 * n)
        found.append(
            Moved(step, n + 1, name or f"Managed detection and response {n + 1}", was, now,
                  None if was is None else before, None if now is None else after,
                  "moved out of the window" if step == "other" else "")
        )  # fmt: skip
    usual = {"added": 96_000_000, "won": -51_000_000, "lost": -8_000_000, "valued_up": 5_100_001}
    amounts = steps or (usual if moves else {})
    counts = {key: sum(move.step == key for move in found) for key in STEPS}
    told = tuple(
        Step(key, STEPS[key], max(counts[key], key in amounts), amounts.get(key, 0), 7_000_000)
        for key in STEPS
    )
    closing = opening + sum(step.minor for step in told)
    return Movement(
        day - timedelta(days=92), day, opening, 14, told, closing, 13, tuple(found),
        "the last pack",
    )  # fmt: skip


def held(day: date = DAY) -> tuple[Held, ...]:
    """Provisional, none for some days, lower, then higher by exception to a day that is to come."""
    year = day.year
    return (
        Held(date(year - 3, 4, 1), date(year - 3, 12, 31), "gold", "Gold", 2, "provisional"),
        Held(date(year - 2, 1, 1), date(year - 2, 1, 3), "", "", 0, ""),
        Held(date(year - 2, 1, 4), date(year - 1, 3, 31), "silver", "Silver", 3, "assessment"),
        Held(date(year - 1, 4, 1), date(year, 9, 30), "gold", "Gold", 2, "exception"),
    )


def ahead(tier: str = "gold", label: str = "Gold") -> Ahead:
    return Ahead(date(DAY.year + 1, 1, 2), tier, label, 16_200_000_00, 9_000_000_00)


def full(day: date = DAY) -> Background:
    """Every part that the front pages tell."""
    return Background(
        course=course(last=day), movement=movement(day=day), actions=actions(10, day),
        ahead=ahead(), statement_on=day, held=held(day), joint_plan=plan_builder.plan(day),
    )  # fmt: skip
