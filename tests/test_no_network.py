"""The window and the commands work where there is no network at all, and never ask for one."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Ways to a network namespace with nothing in it: as root, as oneself, as a root of one's own.
WAYS = [
    ["unshare", "--net"],
    ["unshare", "--map-current-user", "--net"],
    ["unshare", "--map-root-user", "--net"],
]
# Loaded by every Python that is started: notes whatever would reach another computer.
WATCH = """
import os, sys
_file = os.open(os.environ["NETWORK_NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

def _note(event, arguments):
    if not event.startswith("socket."):
        return
    if event == "socket.__new__" and int(arguments[1]) not in (2, 10, 23, 30):
        return  # AF_UNIX and the like stay on this computer; the others are AF_INET, AF_INET6
    if event in ("socket.connect", "socket.bind") and isinstance(arguments[1], (str, bytes)):
        return
    os.write(_file, f"{event} {arguments[1:]}\\n".encode())

sys.addaudithook(_note)
"""


@cache
def way_alone() -> list[str]:
    for way in WAYS:
        if shutil.which(way[0]):
            tried = subprocess.run([*way, "true"], capture_output=True, check=False)
            if tried.returncode == 0:
                return way
    return []


@cache
def tracer() -> list[str]:
    """What sees the calls of every library too, where this system has it and allows it."""
    words = ["strace", "-f", "-qq", "-e", "trace=socket,connect,bind,sendto,sendmsg,sendmmsg"]
    if not shutil.which("strace"):
        return []
    tried = subprocess.run([*words, "true"], capture_output=True, check=False)
    return words if tried.returncode == 0 else []


class Alone:
    """Runs the product without a network and tells which calls for one were made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        site = folder / "site"
        site.mkdir(parents=True)
        (site / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
        self.notes, self.calls = folder / "notes", folder / "calls"
        self.environment = os.environ | {
            "ALLIANCE_DESK_HOME": str(self.home),
            "NETWORK_NOTES": str(self.notes),
            "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)]),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def run(self, *words: str, **more: str) -> str:
        self.notes.write_text("")
        self.calls.write_text("")
        trace = [*tracer(), "-o", str(self.calls)] if tracer() else []
        done = subprocess.run(
            [*way_alone(), *trace, sys.executable, *words],
            env=self.environment | more, cwd=self.folder,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def asked(self) -> list[str]:
        """Every call that would reach another computer."""
        lines = self.calls.read_text(encoding="utf-8", errors="replace").splitlines()
        far = [line for line in lines if "AF_INET" in line or "AF_PACKET" in line]
        return self.notes.read_text().splitlines() + far


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Alone:
    if not way_alone():
        pytest.skip("this system gives no network namespace (unshare is refused or not there)")
    made = Alone(tmp_path_factory.mktemp("alone"))
    made.run("-m", "desktop", "new", "book.alliance", "--sample")
    assert made.asked() == []
    return made


@pytest.fixture(scope="module")
def partner(alone: Alone) -> str:
    told = json.loads(alone.run("-m", "desktop", "assess", "book.alliance", "--json"))
    assert alone.asked() == []
    return str(told["partners"][0]["partner"])


def test_there_is_nothing_to_reach_where_it_runs(alone: Alone) -> None:
    interfaces = alone.run("-c", "print(open('/proc/net/dev').read())").splitlines()[2:]
    assert [line.split(":")[0].strip() for line in interfaces if line.strip()] == ["lo"]


def test_a_call_for_the_network_would_be_seen(alone: Alone) -> None:
    alone.run("-c", "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()")
    assert alone.asked()
    alone.run("-c", "import socket; socket.socketpair()")
    assert alone.asked() == []


@pytest.mark.parametrize("what", ["a portfolio", "nothing"])
def test_the_window_opens_paints_and_closes(alone: Alone, what: str) -> None:
    words = ["book.alliance"] if what == "a portfolio" else []
    alone.run("-m", "desktop", *words, ALLIANCE_DESK_QUIT_AFTER_PAINT="1")
    assert alone.asked() == []


COMMANDS = {
    "a pack": ["pack", "book.alliance", "PARTNER", "-o", "pack.pdf"],
    "slides": ["pack", "book.alliance", "PARTNER", "-o", "pack.pptx"],
    "the review": ["review", "book.alliance", "-o", "review.pdf"],
    "a calendar": ["calendar", "book.alliance", "-o", "calendar.ics"],
    "a check": ["check", "book.alliance"],
    "a backup": ["backup", "book.alliance", "-o", "copy.alliance"],
    "help": ["--help"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_does_its_job(alone: Alone, partner: str, command: str) -> None:
    words = [partner if word == "PARTNER" else word for word in COMMANDS[command]]
    alone.run("-m", "desktop", *words)
    assert alone.asked() == []


def test_a_run_that_says_it_is_alone_is_so() -> None:
    """`.ci/run` runs all tests in such a namespace where it can, and says which it was."""
    table = Path("/proc/net/dev")
    lines = table.read_text(encoding="ascii").splitlines()[2:] if table.exists() else []
    others = [line for line in lines if line.strip() and line.split(":")[0].strip() != "lo"]
    assert not others or os.environ.get("ALLIANCE_DESK_TESTS_ALONE") != "1"
