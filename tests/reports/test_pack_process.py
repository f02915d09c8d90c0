"""What a process that builds packs has to load before its first one."""

import subprocess
import sys

# Each costs a new process milliseconds, and no page asks for it.
NEEDLESS = (
    "models.checklist.filled",
    "models.checklist.states",
    "models.hygiene.rules",
    "models.movement",
    "models.program.loading",
    "models.reconcile",
    "models.store",
    "pydantic",
    "PySide6",
    "random",
    "statistics",
    "tomllib",
    "xml.sax",
)


def test_a_process_that_builds_packs_loads_only_what_pages_ask_for():
    code = "import sys, reports.pack; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {*NEEDLESS} & {*found.stdout.split()}
