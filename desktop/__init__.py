"""The process: what starts, wires and ends the application, in a window or without one."""

__version__ = "0.1.0"
