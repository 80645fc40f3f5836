"""Show a bureau how many absences at the school wait for an answer."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import Desk, Standing, StandingState, hookimpl
from dutydesk.domain import Absence, AbsenceState


@hookimpl
def standing(desk: Desk) -> Sequence[Standing]:
    asked = desk.table(Absence).between("last", desk.today(), date.max, state=AbsenceState.ASKED)
    return [
        Standing(
            key="leave.asked",
            title="Leave asked for",
            count=len(asked),
            state=StandingState.SOON if asked else StandingState.FINE,
        )
    ]
