"""What a field or a cell says about a write that failed."""

from __future__ import annotations

from collections.abc import Callable

from models.errors import UserError

FAULT = "Something of ours failed; nothing was changed."


def why(error: BaseException) -> str:
    """The sentence for a person; an error of ours is told in full by the window."""
    return str(error) if isinstance(error, UserError) else FAULT


class Refusal:
    """What `failed` of a write is given, where somebody waits for the sentence only."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say

    def __call__(self, error: BaseException) -> None:
        self._say(why(error))
