"""A partner's records go over to another partner: what both have is kept once, the rest moves."""

from collections import defaultdict
from typing import Any, NamedTuple

from models.names import fold
from models.store.portfolio import Portfolio

# What the board has frozen says for ever whom it was frozen for, and carries a digest of that.
AS_IT_WAS = frozenset({"frozen"})
# A line of an assessment that holds both partners stays with the name that was signed.
LINES = "assessment_lines"
# Tables whose rows have an id that is made of the partner's, and are moved with care of their own.
OF_THEIR_OWN = frozenset({"aliases", "checklists", "logos", "pack_plans", "partner_lists"})


class Alike(NamedTuple):
    """When two rows of a table say the same: `key` columns are equal, those in `folded` but for
    case and blanks; a `filled` column may be blank in one of them.
    """

    key: tuple[str, ...]
    folded: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()


ALIKE = {
    "contacts": Alike(("side", "role", "since", "until"), ("name",), ("email", "phone")),
    "agreements": Alike(("kind", "signed_on", "expires_on")),
    "offerings": Alike(
        ("standard", "worldwide", "geographies", "available_from"), ("name",), ("services",)
    ),
    "trainings": Alike(("kind", "completed_on"), ("person", "course")),
    "integrations": Alike(("kind", "agreed"), ("product",)),
    "participation_steps": Alike(("step", "on_date"), ("by_whom", "why")),
}


# What other tables call a row that may be kept once.
_NAMED_BY = {"offerings": "offering_id", "contacts": "contact_id"}


class Moved(NamedTuple):
    """How many rows of each table went over, and how many were there already."""

    moved: dict[str, int]
    once: dict[str, int]


def tables_with(portfolio: Portfolio, column: str) -> tuple[str, ...]:
    """Every table with a column of that name, from the schema, so that none is forgotten."""
    rows = portfolio.conn.rows(
        "SELECT m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' AND c.name = ? ORDER BY m.name",
        (column,),
    )
    return tuple(str(name) for (name,) in rows)


def move(portfolio: Portfolio, keep_id: int, gone_id: int) -> Moved:
    """Let all records of one partner be another's (inside a change), but for OF_THEIR_OWN."""
    moved: dict[str, int] = {}
    once: dict[str, int] = {}
    for table in tables_with(portfolio, "partner_id"):
        if table in AS_IT_WAS or table in OF_THEIR_OWN:
            continue
        if table in ALIKE:
            dropped = _drop_alike(portfolio, table, keep_id, gone_id)
            if dropped:
                once[table] = dropped
        also = ""
        if table == LINES:
            also = (
                " AND assessment_id NOT IN"
                " (SELECT assessment_id FROM assessment_lines WHERE partner_id = ?1)"
            )
        count = int(
            portfolio.conn.value(
                f"SELECT count(*) FROM {table} WHERE partner_id = ?2{also}",  # noqa: S608  names of the schema
                (keep_id, gone_id),
            )
        )
        if count:
            portfolio.conn.execute(
                f"UPDATE {table} SET partner_id = ?1 WHERE partner_id = ?2{also}",  # noqa: S608  names of the schema
                (keep_id, gone_id),
            )
            moved[table] = count
    return Moved(moved, once)


def left_behind(portfolio: Portfolio, gone_id: int) -> tuple[str, ...]:
    """Tables that still hold rows of a partner which would go with it."""
    return tuple(
        table
        for table in tables_with(portfolio, "partner_id")
        if table not in AS_IT_WAS
        and table != LINES
        and portfolio.conn.value(
            f"SELECT count(*) FROM {table} WHERE partner_id = ?",  # noqa: S608  names of the schema
            (gone_id,),
        )
    )


def _drop_alike(portfolio: Portfolio, table: str, keep_id: int, gone_id: int) -> int:
    """Drop what the other has as well, after filling what is blank there; how many rows."""
    alike = ALIKE[table]
    columns = (*alike.key, *alike.folded, *alike.filled)
    sql = f"SELECT id, {', '.join(columns)} FROM {table} WHERE partner_id = ? ORDER BY id"  # noqa: S608  names of ours
    there: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for row in portfolio.conn.rows(sql, (keep_id,)):
        there[_key(row, alike)].append(tuple(row))
    dropped = 0
    for row in portfolio.conn.rows(sql, (gone_id,)):
        own = there[_key(row, alike)]
        at = len(columns) - len(alike.filled) + 1
        twin = next((one for one in own if _agree(one[at:], row[at:])), None)
        if twin is None:
            continue
        own.remove(twin)
        dropped += 1
        values = [mine or theirs for mine, theirs in zip(twin[at:], row[at:], strict=True)]
        if values != list(twin[at:]):
            said = ", ".join(f"{name} = ?" for name in alike.filled)
            portfolio.conn.execute(
                f"UPDATE {table} SET {said} WHERE id = ?",  # noqa: S608  names of ours
                (*values, twin[0]),
            )
        if table in _NAMED_BY:
            column = _NAMED_BY[table]
            for other in tables_with(portfolio, column):
                portfolio.conn.execute(
                    f"UPDATE {other} SET {column} = ? WHERE {column} = ?",  # noqa: S608  names of the schema
                    (twin[0], row[0]),
                )
        portfolio.conn.execute(f"DELETE FROM {table} WHERE id = ?", (row[0],))  # noqa: S608  a name of ours
    return dropped


def _key(row: tuple[Any, ...], alike: Alike) -> tuple[Any, ...]:
    plain = len(alike.key) + 1
    words = row[plain : plain + len(alike.folded)]
    return (*row[1:plain], *(fold(str(word or "")) for word in words))


def _agree(mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> bool:
    return all(
        not one or not other or fold(str(one)) == fold(str(other))
        for one, other in zip(mine, theirs, strict=True)
    )
