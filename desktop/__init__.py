"""The process: what starts, wires and ends the application, in a window or without one."""

from models.product import __version__ as __version__
