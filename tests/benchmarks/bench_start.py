"""The start: from the command to a usable list of 10,000 partners, against a bare window."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.ids import new_id
from models.names import fold
from models.store.portfolio import create

ROOT = Path(__file__).resolve().parents[2]
PARTNERS = 10_000
RUNS = 7
TARGET = 3.0
HEAVY = ("pandas", "numpy", "reportlab", "openpyxl", "pydantic", "pptx", "lxml", "babel.dates")
BARE = (
    "from PySide6.QtWidgets import QApplication, QMainWindow\n"
    "from PySide6.QtCore import QTimer\n"
    "app = QApplication([]); window = QMainWindow(); window.resize(1440, 900); window.show()\n"
    "window.repaint(); QTimer.singleShot(0, window.close); app.exec()\n"
)
OURS = (
    "import sys\nfrom desktop.app import run\ncode = run(sys.argv[1])\n"
    f"print([name for name in {HEAVY!r} if name in sys.modules])\nsys.exit(code)\n"
)


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("start") / "large.alliance"
    with create(path) as made, made.change("Fill"):
        made.conn.executemany(
            "INSERT INTO partners (id, name, name_key, region) VALUES (?, ?, ?, ?)",
            (
                (new_id() + number, name, fold(name), "Europe")
                for number, name in ((n, f"Partner number {n:05}") for n in range(PARTNERS))
            ),
        )
    return path


def timed(code: str, home: Path, *arguments: str) -> tuple[float, str]:
    environment = os.environ | {
        "PYTHONDONTWRITEBYTECODE": "",  # an installed product has its bytecode
        "ALLIANCE_DESK_QUIT_AFTER_PAINT": "1",
        "ALLIANCE_DESK_HOME": str(home),
    }
    started = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return time.perf_counter() - started, run.stdout.strip()


@pytest.mark.bench
def test_the_start_to_a_usable_list(portfolio: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    timed(BARE, home)
    timed(OURS, home, str(portfolio))
    ratios, bare, ours = [], [], []
    for _ in range(RUNS):
        floor, _ = timed(BARE, home)
        full, loaded = timed(OURS, home, str(portfolio))
        assert loaded == "[]"
        ratios.append(full / floor)
        bare.append(floor)
        ours.append(full)
    ratio = statistics.median(ratios)
    print(
        f"\nstart with {PARTNERS} partners: {statistics.median(ours) * 1000:.0f} ms, bare window "
        f"{statistics.median(bare) * 1000:.0f} ms, ratio {ratio:.2f} (target {TARGET})"
    )
    assert ratio <= TARGET
