"""The TOML of a file from anywhere, parsed with measure: no size, depth or figure without end."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import tomllib

LONGEST = 2**20  # characters; the largest program has 60,000
_DEEPEST = 32  # as many as the parts of a name below
_MOST = 2**63
_FIGURES = 30  # before the point, and behind it
# A key of half a million parts takes all memory there is before anything is said of it.
_CHAIN = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}""")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parsed(text: str) -> dict[str, Any]:
    """What a text says, figures with a point as Decimals. Raises tomllib.TOMLDecodeError also for
    what is right and can't be meant: endless, nested deeply, or with figures or signs that no field
    holds.
    """
    import tomllib

    if len(text) > LONGEST:
        raise _refused(f"it has {len(text):,} characters, more than such a file can have")
    if chain := _CHAIN.search(text):
        line = text.count("\n", 0, chain.start()) + 1
        raise _refused(f"a name of too many parts (at line {line})")
    try:
        found = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise _refused("it is nested too deeply") from None
    except tomllib.TOMLDecodeError:
        raise
    except (ValueError, ArithmeticError) as fault:
        raise _refused(f"a figure or a day that can't be read ({type(fault).__name__})") from fault
    _measure(found)
    return found


def _measure(found: dict[str, Any]) -> None:
    waiting: list[tuple[Any, int]] = [(found, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            raise _refused("it is nested too deeply")
        if isinstance(value, dict):
            for key in value:
                _require_plain(key)
            waiting += [(one, depth + 1) for one in value.values()]
        elif isinstance(value, list):
            waiting += [(one, depth + 1) for one in value]
        elif isinstance(value, str):
            _require_plain(value)
        elif isinstance(value, int) and abs(value) >= _MOST:
            raise _refused("a whole number of more than 18 digits")
        elif isinstance(value, Decimal | float) and not _is_figure(value):
            raise _refused("a figure that is none, or has too many digits")


def _is_figure(value: Decimal | float) -> bool:
    _, digits, exponent = Decimal(value).as_tuple()
    # Infinity and "no number" have a letter there.
    return isinstance(exponent, int) and (
        exponent >= -_FIGURES and len(digits) + exponent <= _FIGURES
    )


def _require_plain(words: str) -> None:
    if found := CONTROLS.search(words):
        raise _refused(f"a sign that no text holds (U+{ord(found[0]):04X})")


def _refused(why: str) -> "tomllib.TOMLDecodeError":
    import tomllib

    return tomllib.TOMLDecodeError(why)
