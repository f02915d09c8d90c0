"""The passphrase on the command line: asked for once, set, changed and taken away."""

import sys
from pathlib import Path

import click

from desktop import paths
from desktop.cli_shared import FILE
from models.errors import UserError
from models.files import read_text


class Asking:
    """Where a passphrase comes from: a file that was named, standard input, or a terminal.

    Never an argument or the environment, which other processes can read.
    """

    def __init__(self) -> None:
        self.file: Path | None = None

    def unlock(self, path: Path) -> None:
        """Ask for the passphrase of a protected portfolio. Raises UserError where it is wrong."""
        from models.store.protecting import unlock

        unlock(path, self.given(f"Passphrase of {path.name}", path))

    def given(self, words: str, path: Path) -> str:
        """The passphrase, from the file or typed once."""
        if self.file is not None:
            return _read(self.file)
        _require_terminal(f"{path} is protected by a passphrase.", "--passphrase-file FILE")
        return str(click.prompt(words, hide_input=True, err=True))

    def chosen(self, file: Path | None, option: str) -> str:
        """A new passphrase, from a file or typed twice."""
        if file is not None:
            return _read(file)
        _require_terminal("A new passphrase is needed.", f"{option} FILE")
        return str(
            click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True)
        )


asking = Asking()


@click.command()
@click.argument("portfolio", type=FILE)
@click.option("--new-file", type=FILE, help="The new passphrase is the first line of this file.")
@click.option("--remove", is_flag=True, help="Take the passphrase away.")
def passphrase(portfolio: Path, new_file: Path | None, remove: bool) -> None:
    """Protect a portfolio by a passphrase, change the passphrase, or take it away.

    The portfolio must not be open. Its backups are protected with it. A passphrase that is lost
    can't be found again by anybody.
    """
    from models.store.backups import in_folder
    from models.store.portfolio_file import version_of
    from models.store.protecting import protect, unprotect

    version_of(portfolio)  # asks for the passphrase that it has
    copies = [copy.path for copy in in_folder(paths.backup_folder(portfolio))]
    if remove:
        done = unprotect(portfolio, copies)
        told = f"{portfolio} is not protected any more"
    else:
        done = protect(portfolio, asking.chosen(new_file, "--new-file"), copies)
        told = f"{portfolio} is protected by the new passphrase"
    click.echo(f"{told}; so are its backups ({done.copies})." if done.copies else f"{told}.")
    if done.left:
        raise UserError(
            "Backups that stayed as they were: " + " ".join(done.left),
            "Delete them, or run the command again.",
        )


def _read(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.readline().rstrip("\r\n")
    lines = read_text(file).split("\n")
    return lines[0]


def _require_terminal(message: str, option: str) -> None:
    if not sys.stdin.isatty():
        raise UserError(message, f"Give it with {option}, or run the command on a terminal.")
