"""A command as the installed one would be run: its exit code, its output, its complaints."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple


class Run(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def said(self) -> tuple[int, str]:
        """The exit code and all that was written, wherever."""
        return self.code, self.out + self.err


Command = Callable[..., Run]
