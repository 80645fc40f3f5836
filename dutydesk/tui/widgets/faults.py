"""What of all that plugin code may raise is a fault, and no end of the program."""

from dutydesk.host.stopping import PluginStopped

FAULTS: tuple[type[BaseException], ...] = (Exception, SystemExit, KeyboardInterrupt, PluginStopped)
"""Ctrl+C is a key in the terminal: a ``KeyboardInterrupt`` there is a plugin's. Cancelling is none."""
