"""DutyDesk: the duty desk of a school's security squadron, in a terminal."""

__version__ = "0.1.0"
