"""A template's text with one thing changed; comments, order and layout stay as they are."""

from typing import Any


def set_version(text: str, version: int) -> str:
    """The text as another version of itself."""
    document = _read(text)
    document["version"] = version
    return str(document.as_string())


def _read(text: str) -> Any:
    import tomlkit

    return tomlkit.parse(text)
