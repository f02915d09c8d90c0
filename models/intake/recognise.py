"""Says what a file is where it is no list of the kind that is wanted, by its shape."""

import re
from itertools import zip_longest

from models.errors import UserError
from models.intake.headers import key, match
from models.intake.kinds import KINDS
from models.intake.sheet import Sheet
from models.text import counted

_ROWS_LOOKED_AT = 300
_SCRIPT_WORDS = ("expectedresult", "passfail", "stepbystep", "testcase", "teststep", "testscenario")
_FIELD_WORDS = (
    "fieldname", "fielddescription", "fieldvalidation", "datatype", "validationrule",
    "allowedvalues", "apiname", "mandatory", "formatrequirement", "errormessage",
)  # fmt: skip
_DEAL_KEYS = ("opportunityid", "dealid", "potentialid", "opportunity", "deal")
_ACCOUNT_KEYS = {
    "industry", "annualrevenue", "numberofemployees", "website", "billingcity", "billingcountry",
    "accountsource", "ownership", "parentid", "sic", "dunsnumber",
}  # fmt: skip
_HASHED = re.compile(r"[A-Za-z0-9+/]{22}==|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")
_MONEY = {"amount", "partner_tcv", "services_tcv"}
# What a file of changes calls the value before and after, or the property and its value.
_BEFORE_AND_AFTER = (
    {"oldvalue", "newvalue"}, {"oldvaluechar", "newvaluechar"}, {"fromstage", "tostage"},
    {"beforevaluestring", "aftervaluestring"}, {"previousvalue", "newvalue"},
    {"propertyname", "propertyvalue"}, {"property", "value"}, {"alterwert", "neuerwert"},
    {"anciennevaleur", "nouvellevaleur"}, {"valoranterior", "valornuevo"},
    {"valorantiguo", "valornuevo"}, {"previousstage", "newstage"},
)  # fmt: skip
_QUANTITIES = {"quantity", "qty", "menge", "quantite", "cantidad"}
_NAME_KEYS = ("name", "opportunityname", "dealname", "dealtitle", "topic", "title")


def guess_kind(sheet: Sheet) -> str:
    """The kind of list that a file's headers suggest; nothing where none fits."""
    if len(_ACCOUNT_KEYS & {key(header) for header in sheet.header}) > 1 and not (
        {"stage", "close_date"} <= match("deals", sheet.header).keys()
    ):
        return "partners"
    best, best_score = "", 0
    for kind, of in KINDS.items():
        if of.like:
            continue
        found = set(match(kind, sheet.header))
        if found & {"stage", "status_reason", "is_won", "is_closed"}:
            found.add("status")
        if kind == "contacts" and "last_name" in found:
            found.add("name")
        lacking = set(of.needed) - found - ({"partner"} if kind != "partners" else set())
        if kind == "deals" and found & _MONEY and "status" in found:
            # A date under a heading that nobody knows is asked for; a stage and money tell enough.
            lacking.discard("close_date")
        own = [name for name in of.names if name in found]
        if not lacking and len(own) > best_score:
            best, best_score = kind, len(own)
    return best


def refuse_other(sheet: Sheet, kind: str, *, stated: bool, deleted: str) -> None:
    """Raise UserError with a sentence that says what the file is, where it is something else.

    Where a person `stated` what its columns are, its shape is not argued with.
    """
    many, kind = KINDS[kind].many, KINDS[kind].shape
    if not stated:
        what, hint = _shape(sheet, [key(header) for header in sheet.header], kind)
        if what:
            raise UserError(f"{sheet.path.name} is {what}, not a list of {many}.", hint)
        other = guess_kind(sheet)
        found = match(kind, sheet.header)
        sure = [name for name in _telling(kind) if name in found]
        if kind == "partners" or other == "deals":
            # “Name” alone is a column of every list.
            sure = [name for name in sure if found[name][0].rank == (0, 0)] or (
                sure if other == kind else []
            )
        if other == "partners" and "partner" in found and found["partner"][0].rank == (0, 0):
            other = kind  # it may be ours with a column missing, which is said by name
        if other and kind != other and not sure:
            raise UserError(
                f"{sheet.path.name} looks like a list of {other}, not of {many}.",
                f"Import it as {other}, or name its columns in a --mapping file.",
            )
    if not deleted:
        _refuse_deleted(sheet, kind)
    if kind == "deals":
        _refuse_empty_deals(sheet)


def _telling(kind: str) -> set[str]:
    """The columns without which a file is no list of the kind at all."""
    if kind == "deals":
        return {"status", "stage", "is_won", "close_date"}
    return set(KINDS[kind].needed) - ({"partner"} if kind != "partners" else set())


def _telling_in(sheet: Sheet) -> set[str]:
    return _telling("deals") & match("deals", sheet.header).keys()


def _shape(sheet: Sheet, keys: list[str], kind: str) -> tuple[str, str]:
    rows = len(sheet.sample)
    at_least = "" if sheet.whole else "more than "
    number = f"{at_least}{counted(rows, 'row')}"
    if _count(keys, _SCRIPT_WORDS) >= 2:
        return "a test script (steps and expected results)", _NOTHING_TO_IMPORT
    if _count(keys, _FIELD_WORDS) >= 2:
        return f"a description of fields ({number})", _NOTHING_TO_IMPORT
    if any(pair <= set(keys) for pair in _BEFORE_AND_AFTER):
        return "a history of changed fields, many rows per deal", _EXPORT_DEALS
    if kind == "deals" and set(keys) & _QUANTITIES and not _telling_in(sheet):
        return f"a list of what belongs to deals, many rows per deal ({number})", _EXPORT_DEALS
    deal = next((name for name in _DEAL_KEYS if name in keys), "")
    if deal and "id" in keys and not set(keys) & set(_NAME_KEYS):
        deals = len({_cell(row, keys.index(deal)) for _, row in sheet.sample})
        many = f"{number} for {counted(deals, 'deal')}"
        if any("stage" in name for name in keys):
            return f"a history of stage changes, many rows per deal ({many})", _EXPORT_DEALS
        return f"a list of what belongs to deals, many rows per deal ({many})", _EXPORT_DEALS
    if _is_stage_list(keys):
        return f"a list of pipeline stages ({number})", _EXPORT_DEALS
    if _is_id_list(keys):
        return "a list of ids (which record was merged into which)", _EXPORT_DEALS
    if _is_pick_list(sheet):
        return f"a list of allowed values for {counted(len(keys), 'field')}", _NOTHING_TO_IMPORT
    return "", ""


def _count(keys: list[str], words: tuple[str, ...]) -> int:
    return sum(1 for name in keys if any(word in name for word in words))


def _is_stage_list(keys: list[str]) -> bool:
    names = set(keys)
    return bool(
        names & {"stageid", "label", "stagelabel", "masterlabel"}
        and names & {"probability", "displayorder", "defaultprobability", "sortorder"}
        and not names & {"amount", "closedate", "propertyamount", "dealid", "opportunityid"}
    )


def _is_id_list(keys: list[str]) -> bool:
    ids = [name for name in keys if name.endswith("id")]
    return 2 <= len(ids) >= len(keys) - 1 and len(keys) <= 4


def _is_pick_list(sheet: Sheet) -> bool:
    """Columns that are filled from the top, never twice with one value, each to its own depth."""
    columns = list(zip_longest(*(row for _, row in sheet.sample[:_ROWS_LOOKED_AT]), fillvalue=""))
    if len(columns) < 5 or len(sheet.sample) < 5:
        return False
    depths = []
    for column in columns:
        filled = [cell for cell in column if cell != ""]
        # A few lists repeat a word; data repeats many.
        if list(column[: len(filled)]) == filled and len(set(filled)) > 0.9 * len(filled):
            depths.append(len(filled))
    return len(depths) > 0.8 * len(columns) and len(set(depths)) > len(depths) / 3


def _refuse_deleted(sheet: Sheet, kind: str) -> None:
    """A file whose every row is marked as deleted is a log of what is gone."""
    found = match(kind, sheet.header)
    places = [one.place for one in found.get("is_deleted", [])]
    if not places or not sheet.whole or not sheet.sample:
        return
    flags = [_cell(row, places[0]).casefold() for _, row in sheet.sample]
    if all(flag in ("true", "1", "yes") for flag in flags):
        hashed = [
            sheet.header[place]
            for place in sorted(one.place for matches in found.values() for one in matches)
            if (cells := {_cell(row, place) for _, row in sheet.sample} - {""})
            and all(map(_HASHED.fullmatch, cells))
        ]
        and_hashed = f", and {' and '.join(hashed[:4])} hold hashes" if hashed else ""
        rows = f"All {len(flags)} rows" if len(flags) > 1 else "The one row"
        are = "are" if len(flags) > 1 else "is"
        raise UserError(
            f"{rows} of {sheet.path.name} {are} marked as deleted{and_hashed}.",
            f"Export {KINDS[kind].many} that still stand, or say --deleted keep to import these.",
        )


def _refuse_empty_deals(sheet: Sheet) -> None:
    """A file whose every deal lacks status and date holds nothing that can be measured."""
    if not sheet.whole or not sheet.sample:
        return
    found = match("deals", sheet.header)

    def is_empty(*names: str) -> bool:
        places = [one.place for name in names for one in found.get(name, [])]
        return bool(places) and not any(
            _cell(row, place) for _, row in sheet.sample for place in places
        )

    if is_empty("close_date", "actual_close_date", "lost_on") and is_empty(
        "amount", "partner_tcv", "services_tcv"
    ):
        raise UserError(
            f"{sheet.path.name} holds {counted(len(sheet.sample), 'deal')} without a single amount"
            " or close date, so there is nothing to measure.",
            "Export the deals again with these fields filled.",
        )


def _cell(row: list[str | int | float], place: int) -> str:
    return str(row[place]).strip() if place < len(row) else ""


_NOTHING_TO_IMPORT = "There are no records in it; export the records themselves."
_EXPORT_DEALS = "Export the deals themselves, one row for each."
