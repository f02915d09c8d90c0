"""Where everything lies that the application writes outside a portfolio."""

import os
import zlib
from pathlib import Path

from models.errors import UserError

NAME = "Alliance Desk"


def home() -> Path:
    """The folder for settings, log, reports and backups; made when it is first needed.

    ALLIANCE_DESK_HOME moves it; otherwise it is where the system keeps an application's data.
    """
    named = os.environ.get("ALLIANCE_DESK_HOME")
    if named:
        folder = Path(named).expanduser().absolute()
    else:
        import platformdirs

        folder = Path(platformdirs.user_data_dir(NAME, appauthor=False, roaming=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(
            f"The folder {folder} for settings and backups can't be made: {fault.strerror}.",
            "Name another one with ALLIANCE_DESK_HOME or --home.",
        ) from fault
    return folder


def settings_file() -> Path:
    return home() / "settings.ini"


def log_file() -> Path:
    return home() / "alliance-desk.log"


def crashes() -> Path:
    """The folder for the reports of processes that ended by themselves; made when needed."""
    folder = home() / "crashes"
    folder.mkdir(exist_ok=True)
    return folder


def backups(portfolio: Path) -> Path:
    """The folder that holds the automatic copies of one portfolio; made when it is needed."""
    folder = backup_folder(portfolio)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def backup_folder(portfolio: Path) -> Path:
    """Where that folder is: two portfolios of one name never thin out each other's copies."""
    place = os.path.normcase(portfolio.absolute())
    return all_backups() / f"{portfolio.stem} {zlib.crc32(place.encode()):08x}"


def all_backups() -> Path:
    return home() / "backups"


def mappings() -> Path:
    """The folder for how files were read before, whatever the portfolio; made when needed."""
    return home() / "mappings"


def looking() -> Path:
    """Where a copy of an older format is brought up to date to be looked at."""
    return home() / "looking at"
