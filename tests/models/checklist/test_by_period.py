from models.checklist.by_period import by_period
from models.checklist.filled import Progress


def test_progress_is_summed_by_period_and_the_newest_comes_first() -> None:
    told = [
        ("2026-Q3", Progress(40, 40, 38, 0)),
        ("", Progress(9, 9, 9, 0)),
        ("2026-Q4", Progress(40, 10, 8, 1)),
        ("2025", Progress(5, 5, 5, 0)),
        ("2026-Q4", Progress(39, 2, 2, 0)),
        ("2026", Progress(6, 0, 0, 0)),
    ]
    assert by_period(told) == (
        ("2026", Progress(6, 0, 0, 0)),
        ("2026-Q4", Progress(79, 12, 10, 1)),
        ("2026-Q3", Progress(40, 40, 38, 0)),
        ("2025", Progress(5, 5, 5, 0)),
    )


def test_of_nothing_there_is_no_period() -> None:
    assert by_period([]) == ()
