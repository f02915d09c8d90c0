"""The process from its start to its end: with a portfolio, without one, without a display."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.store.portfolio import create


def run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        env=kept | {"ALLIANCE_DESK_HOME": str(home)} | environment,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


PAINT = {"ALLIANCE_DESK_QUIT_AFTER_PAINT": "1", "QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.parametrize("what", ["nothing", "a portfolio", "a missing one"])
def test_the_window_opens_paints_and_closes(home, tmp_path, what):
    arguments = []
    if what != "nothing":
        path = tmp_path / "book.alliance"
        if what == "a portfolio":
            create(path).close()
        arguments = [str(path)]
    done = run(home, *arguments, **PAINT)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


NOT_FOR_A_LIST = [
    "ui.pages.partner", "ui.pages.deals", "ui.widgets.field_row", "ui.tables.refusals", "rapidfuzz",
    "desktop.finder", "desktop.ahead",
]  # fmt: skip


def test_opening_a_list_and_closing_it_loads_no_other_page(home, tmp_path):
    path = tmp_path / "book.alliance"
    with create(path) as made, made.change("Add"):
        made.conn.execute("INSERT INTO partners (id, name, name_key) VALUES (1, 'One', 'one')")
    code = (
        "import sys\nfrom desktop.app import run\ncode = run(sys.argv[1])\n"
        f"print(code, [name for name in {NOT_FOR_A_LIST!r} if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(path)], env=os.environ | PAINT,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert told.stdout.strip() == "0 []", told.stderr


def test_without_a_display_it_says_so_in_a_sentence(home):
    kept = os.environ.pop("QT_QPA_PLATFORM", None)
    try:
        done = run(home)
    finally:
        if kept is not None:
            os.environ["QT_QPA_PLATFORM"] = kept
    if sys.platform.startswith("linux"):
        assert done.returncode == 1
        assert done.stderr.startswith("There is no display")
        assert len(done.stderr.splitlines()) == 1
