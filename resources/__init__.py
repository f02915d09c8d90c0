"""Where the files that travel with the product are found."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Path of a bundled file or folder, such as ``icons/search.svg``.

    Raises FileNotFoundError when nothing of that name is bundled.
    """
    found = _ROOT / name
    if not found.exists():
        raise FileNotFoundError(f"No bundled resource named {name}")
    return found
