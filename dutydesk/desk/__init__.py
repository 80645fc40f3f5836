"""The desk: one folder, its settings, its database and its plugins, behind one door."""

from dutydesk.desk.open_desk import OpenDesk, Parts

__all__ = ["OpenDesk", "Parts"]
