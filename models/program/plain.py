"""Values as plain JSON and back without a loss, told by their declared types."""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

Step = Callable[[Any], Any]

_AS_THEY_ARE = (str, int, bool, float, types.NoneType)


def to_plain(kind: Any, value: Any) -> Any:
    """A value of the type as dicts, lists, text, numbers and truth, ready for JSON."""
    return _steps(kind)[0](value)


def from_plain(kind: Any, plain: Any) -> Any:
    """The value again; what a newer field is not told takes its default.

    Raises ValueError where the plain value can't be one of the type.
    """
    try:
        return _steps(kind)[1](plain)
    except (KeyError, TypeError, AttributeError, IndexError, ArithmeticError) as fault:
        raise ValueError(f"this is no {getattr(kind, '__name__', kind)}: {fault}") from fault


@cache
def _steps(kind: Any) -> tuple[Step, Step]:
    """How a type is written and how it is read; made once, since a partner has a thousand."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _AS_THEY_ARE or kind is Any:
        return _same, _same
    if kind is date:
        return date.isoformat, date.fromisoformat
    if kind is Decimal:
        return str, Decimal
    if origin in (Union, types.UnionType):
        return _union(inner)
    if origin is tuple and inner[-1] is not Ellipsis:
        return _fixed([_steps(each) for each in inner])
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(inner[1])
    if origin is not None and issubclass(origin, Sequence):
        return _several(inner[0])
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _named(kind)
    if is_dataclass(kind):
        return _record(kind)
    raise TypeError(f"{kind} has no plain form")


def _same(value: Any) -> Any:
    return value


def _union(inner: tuple[Any, ...]) -> tuple[Step, Step]:
    """None stays; one other type is written as itself, of several those that JSON lacks by name."""
    kinds = [kind for kind in inner if kind is not types.NoneType]
    if len(kinds) == 1:
        write, read = _steps(kinds[0])
        if write is _same:
            return _same, _same
        return (
            lambda value: None if value is None else write(value),
            lambda plain: None if plain is None else read(plain),
        )
    if all(kind in _AS_THEY_ARE for kind in kinds):
        return _same, _same
    named = {kind.__name__: _steps(kind) for kind in kinds if kind not in _AS_THEY_ARE}

    def write_one(value: Any) -> Any:
        name = type(value).__name__
        return {name: named[name][0](value)} if name in named else value

    def read_one(plain: Any) -> Any:
        if not isinstance(plain, dict):
            return plain
        [(name, told)] = plain.items()
        return named[name][1](told)

    return write_one, read_one


def _several(kind: Any) -> tuple[Step, Step]:
    write, read = _steps(kind)
    if write is _same:
        return list, tuple
    return (
        lambda values: [write(value) for value in values],
        lambda plain: tuple(read(each) for each in plain),
    )


def _fixed(steps: Sequence[tuple[Step, Step]]) -> tuple[Step, Step]:
    return (
        lambda values: [step[0](value) for step, value in zip(steps, values, strict=True)],
        lambda plain: tuple(step[1](each) for step, each in zip(steps, plain, strict=True)),
    )


def _mapping(kind: Any) -> tuple[Step, Step]:
    write, read = _steps(kind)
    return (
        lambda values: {key: write(value) for key, value in values.items()},
        lambda plain: {key: read(each) for key, each in plain.items()},
    )


def _named(kind: Any) -> tuple[Step, Step]:
    """A named tuple by place: its fields only ever grow at the end, with a default."""
    hints = get_type_hints(kind)
    steps = [_steps(hints[name]) for name in kind._fields]
    writers = [(place, write) for place, (write, _) in enumerate(steps) if write is not _same]
    readers = [(place, read) for place, (_, read) in enumerate(steps) if read is not _same]

    def write_all(value: Any) -> list[Any]:
        plain = list(value)
        for place, write in writers:
            plain[place] = write(plain[place])
        return plain

    def read_all(plain: Any) -> Any:
        values = list(plain)
        for place, read in readers:
            if place < len(values):
                values[place] = read(values[place])
        return kind(*values)

    return write_all, read_all


def _record(kind: Any) -> tuple[Step, Step]:
    """A dataclass by the names of its fields."""
    hints = get_type_hints(kind)
    steps = {field.name: _steps(hints[field.name]) for field in fields(kind) if field.init}
    needed = {
        field.name
        for field in fields(kind)
        if field.init and field.default is MISSING and field.default_factory is MISSING
    }

    def write_all(value: Any) -> dict[str, Any]:
        return {name: write(getattr(value, name)) for name, (write, _) in steps.items()}

    def read_all(plain: Any) -> Any:
        lacking = needed - plain.keys()
        if lacking:
            raise ValueError(f"{kind.__name__} lacks {', '.join(sorted(lacking))}")
        return kind(**{name: steps[name][1](told) for name, told in plain.items()})

    return write_all, read_all
