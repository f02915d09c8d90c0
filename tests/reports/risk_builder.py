"""Made-up risks, issues, escalations and recovery plans, in every state."""

from datetime import date, timedelta

from models.governance.told import Part, Recovery, Risk
from tests.reports.facts_builder import DAY

WHAT = (
    "The integration may miss the next release", "Two sellers have left the team",
    "A key client asks for data residency", "The sponsor changes in spring",
    "Prices of a competitor fall", "The agreement on data privacy is under revision",
)  # fmt: skip


def risks(count: int = 6, day: date = DAY, title: str = "") -> tuple[Risk, ...]:
    """So many, of both kinds, on levels 0 to 2, some past their time."""
    found = []
    for n in range(count):
        level = (0, 2, 0, 1, 0, 0)[n % 6]
        found.append(
            Risk(
                n + 1, "issue" if n % 3 == 1 else "risk", title or WHAT[n % len(WHAT)],
                1 + (n * 2) % 5, 1 + (n * 3) % 5, day - timedelta(days=5 + n * 23),
                ("host", "partner")[n % 2], ("Ada Brandt", "")[n % 2],
                "Both teams test the interface each week" if n % 2 == 0 else "",
                day + timedelta(days=n * 9 - 6) if n % 5 else None, level,
                day - timedelta(days=20) if level else None,
                day + timedelta(days=-6 if level == 2 else 3) if level else None,
                "Karim Lahlou" if level else "",
            )
        )  # fmt: skip
    return tuple(found)


def recovery(parts: int = 3, day: date = DAY, title: str = "", *, met: bool = False) -> Recovery:
    """A plan that began two months ago, its first milestone done, its second late."""
    made = tuple(
        Part(
            f"{title or 'Train two more people'} {n + 1}", ("partner", "host")[n % 2], "",
            day + timedelta(days=n * 25 - 40), day - timedelta(days=30) if n == 0 else None,
        )
        for n in range(parts)
    )  # fmt: skip
    return Recovery(
        f"{title or 'Technical resources'} for Gold", "C046", "1 person short", "1 person short",
        met, "Name a second technical resource.\nTrain the person on the platform.", "partner",
        "Jana Kowalczyk", day - timedelta(days=60), day + timedelta(days=45), made,
    )  # fmt: skip
