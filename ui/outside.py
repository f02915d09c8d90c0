"""What is opened outside the window, on a click: a link in the browser, a file by its program.

Nothing else hands anything to the system, so this is where a scheme or a kind is refused.
"""

from pathlib import Path

from PySide6.QtCore import QUrl, QUrlQuery
from PySide6.QtGui import QDesktopServices

from models.errors import UserError

_LINKS = ("http", "https", "mailto")
_MAIL = {"subject", "body", "cc", "to"}  # `attach` would make some programs add a file
# Kinds of file that a system runs, or that lead to what it runs, when they are opened.
_RUN = frozenset(
    "app appimage appref-ms application bat bin cmd com command cpl csh desktop dmg exe fish hta"
    " img inf ini inx iso jar js jse ksh lib library-ms lnk mjs msc msi msp mst out pif pkg pl ps1"
    " psd1 psm1 py pyc pyw pyz rb reg run scf scr search-ms settingcontent-ms sh sct shb so"
    " service tcsh terminal tool url vb vbe vbs vhd vhdx webloc wsf wsh xbap zsh".split()
)


def open_link(address: str) -> bool:
    """Hand an address to the browser or the mail program; False where there is none."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() not in _LINKS or not _leads_somewhere(url):
        raise UserError(
            "That address is not opened: it is none of a site or of a mailbox.",
            "Copy it and look at it, if you trust where it comes from.",
        )
    return QDesktopServices.openUrl(url)


def open_file(path: Path) -> bool:
    """Open a file with the system's program for its kind; False where there is none."""
    if _kind(path) in _RUN:
        raise UserError(
            f"{path.name} is not opened: it is a program, or leads to one.",
            "Save a copy and look at it with care, if you trust where it comes from.",
        )
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_folder(folder: Path) -> bool:
    """Show a folder in the system's own window; False where it is none or can't be shown."""
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _leads_somewhere(url: QUrl) -> bool:
    if url.scheme() != "mailto":
        return bool(url.host())
    asked = {name.casefold() for name, _ in QUrlQuery(url).queryItems()}
    return "@" in url.path() and asked <= _MAIL


def _kind(path: Path) -> str:
    """The ending as the system takes it: Windows drops dots and blanks at the end of a name."""
    return Path(path.name.rstrip(". \t")).suffix.strip().casefold().removeprefix(".")
