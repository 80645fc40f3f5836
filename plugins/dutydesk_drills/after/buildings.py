"""Finding the building that somebody names."""

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_drills.settings import Building, DrillsFile


def building_named(desk: Desk, text: str) -> Building | None:
    """Return the building that `text` names, by its code or its name, or None for an empty text.

    Raises:
        DataProblem: there is none.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return None
    buildings = desk.settings(DrillsFile).building
    for each in buildings:
        if wanted in {each.code.casefold(), each.name.casefold()}:
            return each
    raise DataProblem(
        _("{text!r} is no building; expected one of {known}").format(
            text=clean_line(text, 60),
            known=", ".join(each.code for each in buildings) or _("those in config/drills.toml: none yet"),
        )
    )
