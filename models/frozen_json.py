"""Frozen values as JSON that a person can read, and back without a loss, by their declared types.

Objects have their fields by name, named tuples too; a field that a text lacks takes its default,
one that is not known is refused. (models.program.plain is the shorter form, and the less strict,
for what stays in the portfolio.)
"""

import base64
import binascii
import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints

Write = Callable[[Any], Any]
Read = Callable[[Any, str], Any]

_SCALARS = (str, int, bool)
_WORDS = {str: "text", int: "a whole number", bool: "yes or no"}


def to_plain(kind: Any, value: Any) -> Any:
    """A value of the type as what JSON knows. Raises TypeError for one that has no such form."""
    write = _steps(kind)[0]
    return value if write is None else write(value)


def from_plain(kind: Any, plain: Any, where: str = "") -> Any:
    """The value again. Raises ValueError, naming the place, where it can't be one of the type."""
    return _steps(kind)[1](plain, where)


def text_of(plain: Any, depth: int = 0) -> str:
    """Plain values as JSON, always the same text; parts down to `depth` have a line of their own.

    The order of an object's keys is that of the fields.
    """
    if depth and plain and isinstance(plain, dict):
        parts = (f"{_dumps(key)}: {text_of(part, depth - 1)}" for key, part in plain.items())
        return "{\n" + ",\n".join(parts) + "\n}"
    if depth and plain and isinstance(plain, list):
        return "[\n" + ",\n".join(text_of(part, depth - 1) for part in plain) + "\n]"
    return _dumps(plain)


def read_text(text: str | bytes) -> Any:
    """JSON as plain values. Raises ValueError for what is none, or holds a number with a point."""
    try:
        text = text if isinstance(text, str) else text.decode("utf-8")
        return json.loads(text, parse_float=_refused, parse_constant=_refused)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise ValueError("it is no JSON") from fault


_dumps = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False, allow_nan=False
).encode


def _refused(number: str) -> Any:
    raise ValueError(f"{number} is no whole number")


@cache
def _steps(kind: Any) -> tuple[Write | None, Read]:
    """How a type is written, None for as it is, and how it is read; made once."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _SCALARS:
        return None, _scalar(kind)
    if kind is object or kind is Any:
        return _write_any, _read_any
    if kind is date:
        return date.isoformat, _read_day
    if kind is bytes:
        return _write_bytes, _read_bytes
    if origin in (Union, types.UnionType):
        return _union(inner)
    if origin is tuple:
        return _several(inner[0]) if inner[-1] is Ellipsis else _fixed(inner)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(*inner)
    if isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields")):
        return _record(kind)
    raise TypeError(f"{kind} has no form as JSON")


def _wrong(where: str, wanted: str) -> ValueError:
    return ValueError(f"{where or 'it'} is not {wanted}")


def _scalar(kind: type) -> Read:
    # Truth is a whole number, as in the language.
    accepted = (int, bool) if kind is int else (kind,)

    def read(plain: Any, where: str) -> Any:
        if type(plain) not in accepted:
            raise _wrong(where, _WORDS[kind])
        return plain

    return read


def _read_day(plain: Any, where: str) -> date:
    try:
        day = date.fromisoformat(plain)
    except (TypeError, ValueError):
        raise _wrong(where, "a day") from None
    if day.isoformat() != plain:
        raise _wrong(where, "a day")
    return day


def _write_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _read_bytes(plain: Any, where: str) -> bytes:
    try:
        return base64.b64decode(plain, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise _wrong(where, "base64") from None


def _write_any(value: Any) -> Any:
    """A value of no declared type; what JSON does not know says its type."""
    if value is None or type(value) in _SCALARS:
        return value
    if isinstance(value, date):
        return {"type": "date", "value": value.isoformat()}
    if isinstance(value, list):
        return [_write_any(part) for part in value]
    if isinstance(value, tuple):
        return {"type": "tuple", "value": [_write_any(part) for part in value]}
    if isinstance(value, Mapping):
        return {"type": "table", "value": {key: _write_any(part) for key, part in value.items()}}
    raise TypeError(f"{value!r} has no form as JSON")


def _read_any(plain: Any, where: str) -> Any:
    if isinstance(plain, list):
        return [_read_any(part, where) for part in plain]
    if not isinstance(plain, dict):
        return plain
    if plain.keys() != {"type", "value"}:
        raise _wrong(where, "a value with its type")
    told = plain["value"]
    if plain["type"] == "date":
        return _read_day(told, where)
    if plain["type"] == "tuple" and isinstance(told, list):
        return tuple(_read_any(part, where) for part in told)
    if plain["type"] == "table" and isinstance(told, dict):
        return {key: _read_any(part, where) for key, part in told.items()}
    raise _wrong(where, "a value with its type")


def _union(inner: tuple[Any, ...]) -> tuple[Write | None, Read]:
    """None stays; one other type is written as itself, several must be what JSON tells apart."""
    kinds = tuple(kind for kind in inner if kind is not types.NoneType)
    optional = len(kinds) < len(inner)
    if len(kinds) == 1:
        write, read = _steps(kinds[0])
    elif all(kind in _SCALARS for kind in kinds):
        write, read = None, _one_of(kinds)
    else:
        raise TypeError(f"{inner} can't be told apart in JSON")
    if not optional:
        return write, read
    return (
        None if write is None else lambda value: None if value is None else write(value),
        lambda plain, where: None if plain is None else read(plain, where),
    )


def _one_of(kinds: tuple[type, ...]) -> Read:
    def read(plain: Any, where: str) -> Any:
        if type(plain) not in kinds:
            raise _wrong(where, " or ".join(_WORDS[kind] for kind in kinds))
        return plain

    return read


def _several(kind: Any) -> tuple[Write | None, Read]:
    write, read = _steps(kind)

    def read_all(plain: Any, where: str) -> Any:
        if not isinstance(plain, list):
            raise _wrong(where, "a list")
        return tuple(read(part, f"{where}[{place}]") for place, part in enumerate(plain))

    if write is None:
        return list, read_all
    return lambda values: [write(value) for value in values], read_all


def _fixed(kinds: tuple[Any, ...]) -> tuple[Write, Read]:
    steps = [_steps(kind) for kind in kinds]

    def write_all(values: Any) -> list[Any]:
        return [
            value if step[0] is None else step[0](value)
            for step, value in zip(steps, values, strict=True)
        ]

    def read_all(plain: Any, where: str) -> Any:
        if not isinstance(plain, list) or len(plain) != len(steps):
            raise _wrong(where, f"a list of {len(steps)}")
        return tuple(step[1](part, where) for step, part in zip(steps, plain, strict=True))

    return write_all, read_all


def _mapping(key_kind: Any, kind: Any) -> tuple[Write, Read]:
    write, read = _steps(kind)
    if key_kind not in (str, int):
        raise TypeError(f"{key_kind} can't be a key in JSON")

    def write_all(values: Mapping[Any, Any]) -> dict[str, Any]:
        if write is None:
            return {str(key): value for key, value in values.items()}
        return {str(key): write(value) for key, value in values.items()}

    def key_of(text: str, where: str) -> Any:
        if key_kind is str:
            return text
        if not text.removeprefix("-").isdecimal() or str(int(text)) != text:
            raise _wrong(f"{where}.{text}", "a whole number")
        return int(text)

    def read_all(plain: Any, where: str) -> Any:
        if not isinstance(plain, dict):
            raise _wrong(where, "an object")
        return {key_of(key, where): read(part, f"{where}.{key}") for key, part in plain.items()}

    return write_all, read_all


def _record(kind: Any) -> tuple[Write, Read]:
    """A dataclass or a named tuple, by the names of its fields."""
    hints = get_type_hints(kind)
    if is_dataclass(kind):
        own = [field for field in fields(kind) if field.init]
        names = [field.name for field in own]
        needed = {f.name for f in own if f.default is MISSING and f.default_factory is MISSING}
    else:
        names = list(kind._fields)
        needed = set(names) - kind._field_defaults.keys()
    steps = {name: _steps(hints[name]) for name in names}
    changed = [(name, write) for name, (write, _) in steps.items() if write is not None]
    got = attrgetter(*names) if len(names) > 1 else None

    def write_all(value: Any) -> dict[str, Any]:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        values = (getattr(value, names[0]),) if got is None else got(value)
        plain = dict(zip(names, values, strict=True))
        for name, write in changed:
            plain[name] = write(plain[name])
        return plain

    def read_all(plain: Any, where: str) -> Any:
        if not isinstance(plain, dict):
            raise _wrong(where, "an object")
        lacking, odd = needed - plain.keys(), plain.keys() - steps.keys()
        if lacking:
            raise ValueError(f"{where or 'it'} lacks {', '.join(sorted(lacking))}")
        if odd:
            raise ValueError(f"{where or 'it'} has {', '.join(sorted(odd))}, which is not known")
        place = f"{where}." if where else ""
        return kind(
            **{name: steps[name][1](part, f"{place}{name}") for name, part in plain.items()}
        )

    return write_all, read_all
