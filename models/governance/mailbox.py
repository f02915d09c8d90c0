"""When an address is one that mail can be sent to: in print it may be broken by blanks (A15)."""

import re

_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_MOST = 254  # signs of an address, RFC 5321


def address_of(text: str) -> str:
    """The address, blank where it is none: nothing is guessed, so a blank in it stays one."""
    words = text.strip()
    return words if len(words) <= _MOST and _ADDRESS.fullmatch(words) else ""


def problem_of(text: str) -> str:
    """What keeps an address from being one; blank for one, and for nothing at all."""
    words = text.strip()
    if not words or address_of(words):
        return ""
    if any(sign.isspace() for sign in words):
        return "The address has blanks in it: it stays text until it is corrected."
    return "This is no address that mail can be sent to: it stays text."
