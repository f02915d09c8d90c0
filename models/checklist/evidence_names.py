"""Names of files of evidence: shown as they are, and made safe for any file system."""

import re
import unicodedata

_MOST = 200  # bytes; a file system takes 255, and an opened copy may get a number
_UNSAFE = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.I)
# Format characters turn the order of what is read round, so that "fdp.exe" reads "exe.pdf".
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def shown_name(name: str) -> str:
    """The last part of a path without what can't be seen, as lists and sentences show it."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in _HIDDEN)
    tidy = " ".join(seen.split())
    if not tidy.strip(". "):
        return "file"
    return _cut(tidy)


def safe_name(name: str) -> str:
    """A name under which the file can be opened on any system."""
    safe = _UNSAFE.sub("_", shown_name(name)).strip(". ")
    if not safe or _RESERVED.match(safe):
        safe = f"file {safe}".strip()
    return safe


def ending_of(name: str) -> str:
    """What stands after the last point, in small letters; blank where there is none."""
    stem, point, ending = name.rpartition(".")
    return ending.strip().lower() if point and stem else ""


def _cut(name: str) -> str:
    """Shortened before its ending, to what a file system takes."""
    if len(name.encode()) <= _MOST:
        return name
    stem, point, ending = name.rpartition(".")
    if not point or not stem or len(ending.encode()) > 16:
        stem, point, ending = name, "", ""
    room = _MOST - len((point + ending).encode()) - len("…".encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip() + "…" + point + ending
