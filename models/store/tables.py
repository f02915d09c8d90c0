"""A table of the schema in few words: its key, whose it is, its columns, its indexes.

Each migration writes its own tables down with it; what a word here stands for never changes.
"""

TEXT = "TEXT NOT NULL"
NUMBER = "INTEGER NOT NULL"
DATA = "BLOB NOT NULL"
# A day that may be missing; the others are TEXT.
MAYBE_DAY = "TEXT"
MAYBE_NUMBER = "INTEGER"
MAYBE_DATA = "BLOB"


def text(usual: str = "") -> str:
    """A text that is this where nothing is said."""
    return f"{TEXT} DEFAULT '{usual}'"


def number(usual: int = 0) -> str:
    """A number that is this where nothing is said; as a key 0 names nothing."""
    return f"{NUMBER} DEFAULT {usual}"


def of(table: str) -> str:
    """The key of a record that this one belongs to, and goes with."""
    return f"{NUMBER} REFERENCES {table} (id) ON DELETE CASCADE"


def table(name: str, /, *indexes: str, **columns: str) -> str:
    """A table whose key travels, and its indexes: "by_day (on_date)"."""
    told = "".join(f",\n    {column} {kind}" for column, kind in columns.items())
    made = f"CREATE TABLE {name} (\n    id INTEGER PRIMARY KEY NOT NULL{told}\n) STRICT;\n"
    for index in indexes:
        called, _, keys = index.partition(" ")
        made += f"CREATE INDEX {name}_{called} ON {name} {keys};\n"
    return made


def of_partner(name: str, /, *indexes: str, **columns: str) -> str:
    """A table of what belongs to a partner, goes with it, and is found by it."""
    if not any(index.startswith("by_partner ") for index in indexes):
        indexes = ("by_partner (partner_id)", *indexes)
    return table(name, *indexes, partner_id=of("partners"), **columns)
