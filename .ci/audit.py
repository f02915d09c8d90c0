"""Asks a source of advisories about the pinned libraries; says so where none can be reached.

It never fails: being offline is no fault, and what is found is for a person to judge. The versions
that are known to be unsafe here are refused by tests/test_project_frame.py, always.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_SECONDS = 90
_UNREACHED = "Audit: no source of advisories could be reached; only the tests' own list was asked."


def main() -> None:
    if importlib.util.find_spec("pip_audit") is not None:
        tool = [sys.executable, "-m", "pip_audit"]
    elif shutil.which("pip-audit"):
        tool = ["pip-audit"]
    else:
        sys.stdout.write(
            "Audit: pip-audit is not installed, and a source of advisories was not asked;"
            " only the tests' own list was.\n"
        )
        return
    words = ["--requirement", str(_ROOT / "constraints.txt"), "--no-deps", "--disable-pip"]
    words += ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        done = subprocess.run(
            [*tool, *words], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        code, told = done.returncode, done.stdout or done.stderr
    except (OSError, subprocess.TimeoutExpired):
        code, told = None, ""
    sys.stdout.write(f"{said(code, told)}\n")


def said(code: int | None, told: str) -> str:
    """What the tool's answer means."""
    if code == 0:
        return "Audit: no known fault of any pinned library."
    try:
        found = [
            f"{one['name']} {one['version']}: {fault['id']}"
            for one in json.loads(told)["dependencies"]
            for fault in one.get("vulns", ())
        ]
    except (ValueError, KeyError, TypeError):
        return _UNREACHED
    return "\n".join(["Audit: known faults, to be judged by a person:", *found])


if __name__ == "__main__":
    main()
