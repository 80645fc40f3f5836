"""Hear of changes: keep a note of when a person was last changed."""

from dutydesk.api import Desk, hookimpl


@hookimpl
def changes_committed(desk: Desk, subjects: frozenset[str]) -> None:
    people = sorted(each for each in subjects if each.startswith("person:"))
    if people and desk.records("last-change").get("people") != people:
        desk.records("last-change").put("people", people)
