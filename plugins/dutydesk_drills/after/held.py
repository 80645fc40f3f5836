"""Whether a drill was held: only then is there anything to say of it."""

from dutydesk.api import DataProblem
from dutydesk.api.holding import HELD
from dutydesk.wording import _
from dutydesk_drills.drills import Drill


def refuse_unheld(drill: Drill) -> None:
    """Return where the drill was held.

    What is said of a drill beforehand would tell those who must not know of an unannounced one.

    Raises:
        DataProblem: nobody has said that it was.
    """
    if drill.held.state != HELD:
        raise DataProblem(
            _(
                "{title} of {day} is not marked as held yet: `dutydesk drills record {drill} --minutes M`, "
                "or run it in the terminal"
            ).format(title=drill.held.activity.title, day=drill.day, drill=drill.key)
        )
