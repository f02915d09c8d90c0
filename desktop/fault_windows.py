"""Shows each distinct fault of ours once, one after the other, while work goes on."""

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from desktop import diagnostics, paths
from desktop.diagnostics import Fault
from models.errors import UserError

if TYPE_CHECKING:
    from desktop.window import Window
    from ui.dialogs.fault import FaultDialog


class FaultWindows(QObject):
    """Faults wait until the one before has been put away; the same one only counts."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._waiting: deque[Fault] = deque()
        self._shown: FaultDialog | None = None
        self._report = ""

    def take(self, error: BaseException) -> None:
        """A job on the lane failed through us: into the log, then shown."""
        self.show_fault(diagnostics.take("fault", error))

    def show_fault(self, fault: Fault) -> None:
        """A fault that has been logged; what the world did wrong is only told in its words."""
        if fault.words is not None:
            self._window.show_problem(*fault.words)
        elif fault.times == 1:
            self._waiting.append(fault)
            self._show_next()
        elif self._shown is not None and fault.report == self._report:
            self._shown.say_times(fault.times)

    def _show_next(self) -> None:
        from desktop.traces import without_home
        from ui.dialogs.fault import FaultDialog

        if self._shown is not None or not self._waiting:
            return
        self._report = self._waiting.popleft().report
        try:
            log = without_home(paths.log_file())
        except UserError:
            log = "the log"  # the home folder can't be made; the fault itself is told all the same
        dialog = FaultDialog(self._report, log, self._window, show_log=self._show_log)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        dialog.finished.connect(self._put_away)
        self._shown = dialog
        dialog.show()

    def _put_away(self) -> None:
        self._shown = None
        self._show_next()

    def _show_log(self) -> None:
        self._window.doings.show_log()
