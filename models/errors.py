"""The world's fault, said in a sentence: what happened, where, and what to do."""

from pathlib import Path


class UserError(Exception):
    """A fault of the data, the file or the machine that a person can act on.

    `message` says what happened and where; `hint` says what to do next. Anything else that is
    raised is our own fault and becomes a report that can be copied.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class OnlyReadable(UserError):
    """The portfolio can't be written just now; opening it to read would work."""


class HeldElsewhere(OnlyReadable):
    """Another computer's mark says that it has the portfolio open; only a person knows whether."""


class Unwritable(UserError):
    """The portfolio's file refuses to be written; of this step nothing was kept."""


class Gone(Unwritable):
    """The portfolio's file can't be written any more, nor read to its end."""


class Locked(UserError):
    """The portfolio is protected and its passphrase was not given yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is protected by a passphrase.", "Give the passphrase to open it.")
        self.path = path


class Cancelled(Exception):
    """A person stopped a long job; whatever it had begun is rolled back."""
