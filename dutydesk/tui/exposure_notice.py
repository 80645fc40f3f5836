"""Saying once, as the desk opens, what of its folder others on the machine could open."""

from dutydesk.domain import Right
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.wording import _


def tell_of_exposure(area: AreaScreen) -> None:
    """Say the first of it on the area's message line, to whoever may change the desk's files."""
    from dutydesk.host.exposure import exposures  # noqa: PLC0415 - the first paint does without the database

    if not area.desk.may(Right.SETTINGS):
        return
    found = exposures(area.desk.folder)
    if len(found) > 1:
        area.show_message(_("{first} (`dutydesk doctor` tells more)").format(first=found[0]), "warning")
    elif found:
        area.show_message(found[0], "warning")
