"""A program's text with one value changed; comments, order and layout stay as they are."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.program.places import found_in
from models.text import day_text
from models.toml_text import parsed

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Value = str | int | bool | Decimal | date


def set_head(
    text: str,
    *,
    name: str = "",
    version: str = "",
    from_on: date | None = None,
    notice_on: date | None = None,
) -> str:
    """Name, version, first day and day of notice; what is not given stays."""

    told = (("name", name), ("version", version), ("from", from_on), ("notice", notice_on))

    def change(program: Any) -> None:
        for key, value in told:
            if value:
                program[key] = value

    lines = found_in(text)
    if notice_on and ("notice",) not in lines and ("from",) in lines:
        rows = text.splitlines(keepends=True)
        rows.insert(lines["from",], f"notice = {notice_on}\n")
        text = "".join(rows)
    return changed(text, change)


def set_ask(
    text: str,
    criterion: str,
    tier: str,
    from_on: date,
    obligation: str,
    value: Value | None = None,
    clause: str = "",
) -> str:
    """What a tier asks for one criterion from a day on, in a dated row of its own where needed.

    `value` is an amount in units of the currency, a number, true, or "worldwide".
    """

    def change(program: Any) -> None:
        row = row_on(entry_of(program, "criteria", criterion)["rows"], from_on, criterion)
        cell = found(row, tier, f"the tier {tier!r}")
        told: dict[str, Any] = {"obligation": obligation}
        if obligation != "not_required" and value is not None:
            told["value"] = value
        row[tier] = item_of(told | {"clause": clause or str(cell["clause"])})

    return changed(text, change)


def set_benefit(text: str, benefit: str, tier: str, from_on: date, state: str) -> str:
    """The state of a benefit for one tier from a day on."""

    def change(program: Any) -> None:
        row = row_on(entry_of(program, "benefits", benefit)["rows"], from_on, benefit)
        found(row, tier, f"the tier {tier!r}")
        row[tier] = state

    return changed(text, change)


def switch_benefit(text: str, benefit: str, on: bool) -> str:
    """A benefit switched on or off, whatever the day."""

    def change(program: Any) -> None:
        entry_of(program, "benefits", benefit)["on"] = on

    return changed(text, change)


def set_measure(text: str, name: str, from_on: date, value: Any, part: str = "measure") -> str:
    """A value of the measure, or of another part with dated rows, from a day on.

    Wins and losses have one window, so that both are set.
    """
    names = ("wins", "losses") if name in ("wins", "losses") else (name,)

    def change(program: Any) -> None:
        told = found(program, part, f"the part {part!r}")
        for one in names:
            row = row_on(found(told, one, f"the value {one!r}"), from_on, one)
            row["value"] = item_of(value)

    return changed(text, change)


def changed(text: str, change: Callable[[Any], None]) -> str:
    """Raises UserError where the text is no TOML, or has not what is to be changed."""
    import tomllib

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        parsed(text)
        program: TOMLDocument = tomlkit.parse(text)
        change(program)
    except (tomllib.TOMLDecodeError, TOMLKitError) as fault:
        raise UserError(
            f"The program's text is not readable as TOML: {fault}.", "Correct it there first."
        ) from fault
    return tomlkit.dumps(program)


def found(holder: Any, key: str, what: str) -> Any:
    if key not in holder:
        raise UserError(f"The program has not {what}.", "Choose one that it has.")
    return holder[key]


def entry_of(program: Any, part: str, key: str) -> Any:
    for entry in found(program, part, f"the part {part!r}"):
        if key in (entry.get("id"), entry.get("key")):
            return entry
    raise UserError(f"The program has no {key!r} among its {part}.", "Choose one that it has.")


def row_on(rows: Any, from_on: date, key: str) -> Any:
    """The row that begins on a day; made from the one in force then where there is none."""
    import tomlkit
    from tomlkit.items import AoT

    begun = [row for row in rows if row["from"] <= from_on]
    if not begun:
        raise UserError(
            f"{key} has no value before {day_text(from_on)} to begin with.", "Choose a later day."
        )
    newest = max(begun, key=lambda row: row["from"])
    if newest["from"] == from_on:
        return newest
    told = {**newest, "from": from_on}
    last = rows[-1]
    if not isinstance(rows, AoT):
        rows.append(item_of(told))
        return rows[-1]
    made = tomlkit.table()
    for name, value in told.items():
        made[name] = item_of(value)
    rows.append(made)
    made = rows[-1]
    made.add(tomlkit.nl())
    _move_trailing(last, made)
    last.add(tomlkit.nl())
    return made


def item_of(value: Any) -> Any:
    """A value as TOML has it; an exact amount stays exact, which no binary number would."""
    import tomlkit
    from tomlkit.items import Item

    if isinstance(value, Item):
        return tomlkit.value(value.as_string().strip())
    if isinstance(value, Decimal):
        whole, _, rest = f"{value:f}".partition(".")
        return tomlkit.value(f"{int(whole):_}.{rest}" if rest.strip("0") else f"{int(whole):_}")
    if isinstance(value, dict):
        pairs = [f"{key} = {item_of(each).as_string()}" for key, each in value.items()]
        return tomlkit.value(f"{{ {', '.join(pairs)} }}")
    return tomlkit.item(value)


def _move_trailing(source: Any, target: Any) -> None:
    """Comments and blank lines behind a row introduce what follows: they stay behind the last."""
    body, moved = source.value.body, []
    while body and body[-1][0] is None:
        moved.append(body.pop()[1])
    while moved and moved[-1].as_string().strip() == "":
        moved.pop()
    for item in reversed(moved):
        target.add(item)
