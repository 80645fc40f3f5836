"""Telling a fault that a damaged database brings about from a fault of the program."""

import sqlalchemy as sa

from dutydesk.api import DamagedDesk, DataProblem, StaleChange, UndoRefused
from dutydesk.cli.call import Call
from dutydesk.desk import OpenDesk
from dutydesk.store.consistency import inconsistencies
from dutydesk.wording import _


def told_as_damage(call: Call, error: Exception) -> DataProblem | None:
    """Return what to say of `error` where the desk's database is damaged, or None where it is not.

    Not every flipped bit is met by the one who reads it: it may as well show as a fault far from there. So
    whatever fails is looked into, before it is taken for a fault of the program.
    """
    if isinstance(error, DamagedDesk):
        return call.with_backup(error)
    desk = call.opened()
    if desk is None or isinstance(error, (DataProblem, StaleChange, UndoRefused)):
        return None
    finding = _first_finding(desk)
    return None if finding is None else call.with_backup(DamagedDesk(finding))


def _first_finding(desk: OpenDesk) -> str | None:
    try:
        if complaints := desk.database.complaints():
            return _("{place} is damaged ({reason})").format(
                place=desk.database.place.name, reason=complaints[0]
            )
        with desk.database.reading() as connection:
            return next(inconsistencies(connection, desk.schema), None)
    except DataProblem as problem:
        return str(problem)
    except sa.exc.DBAPIError as error:
        return _("{place} is damaged ({reason})").format(place=desk.database.place.name, reason=error.orig)
