"""When two spellings of a name are the same name."""

import unicodedata


def tidy(name: str) -> str:
    """The spelling that is kept: trimmed, single blanks, no control characters."""
    return " ".join("".join(" " if ord(c) < 32 else c for c in name).split())


def fold(name: str) -> str:
    """The key under which two spellings are one name: NFKC, trimmed, single blanks, casefolded.

    Nothing looser (legal forms, accents, likeness) is ever merged without a person.
    """
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def slug(name: str, fallback: str = "partner") -> str:
    """A file name, without extension, that every system accepts."""
    kept = "".join(c if c.isalnum() else "-" for c in unicodedata.normalize("NFC", name))
    short = "-".join(part for part in kept.split("-") if part)[:60].strip("-")
    reserved = {"con", "prn", "aux", "nul"} | {f"{p}{n}" for p in ("com", "lpt") for n in range(10)}
    return f"{fallback}-{short}" if short.casefold() in reserved else (short or fallback)
