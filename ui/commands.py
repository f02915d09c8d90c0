"""A command as data: menus, shortcuts, the palette and the key sheet are all made from it."""

from collections.abc import Callable
from dataclasses import dataclass


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be asked for: `keys` is a portable key sequence, `group` its menu.

    `words` are other names that people search for; `enabled` is asked whenever it is shown.
    """

    id: str
    title: str
    run: Callable[[], object]
    group: str = ""
    keys: str = ""
    icon: str = ""
    words: str = ""
    enabled: Callable[[], bool] = _always


class Running:
    """Runs a command if it is enabled now; an object, so that no closure keeps its page."""

    def __init__(self, command: Command) -> None:
        self.command = command

    def __call__(self, _checked: bool = False) -> None:
        if self.command.enabled():
            self.command.run()
