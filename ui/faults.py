"""What a field or a cell says about a write that failed."""

from __future__ import annotations

from models.errors import UserError

FAULT = "Something of ours failed; nothing was changed."


def why(error: BaseException) -> str:
    """The sentence for a person; an error of ours is told in full by the window."""
    return str(error) if isinstance(error, UserError) else FAULT
