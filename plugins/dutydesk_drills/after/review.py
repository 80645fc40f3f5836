"""What is said of a drill afterwards: what went well, what did not, who took part, the weather."""

from dataclasses import replace

from dutydesk.api import Desk
from dutydesk.api.tables import keep
from dutydesk.domain import clean, clean_line
from dutydesk.wording import _
from dutydesk_drills.drill_moment import DrillReview
from dutydesk_drills.drills import Drill, refuse_unheld
from dutydesk_drills.signing import refuse_signed, review_of


def change_review(
    desk: Desk,
    drill: Drill,
    *,
    went_well: str | None = None,
    to_improve: str | None = None,
    weather: str | None = None,
    took_part: int | None = None,
) -> DrillReview:
    """Keep what is said of a drill, as one change; None leaves a text or number as it is.

    A `took_part` below 0 stands for nobody having counted: the number is forgotten.

    Raises:
        DataProblem: the drill was not held yet, or its record is signed off.
    """
    refuse_unheld(drill)
    why = _("Review: {title}, {day}").format(title=drill.title, day=drill.day)
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        before = review_of(change, drill.key)
        counted = before.took_part if took_part is None else took_part
        after = replace(
            before,
            went_well=before.went_well if went_well is None else clean(went_well),
            to_improve=before.to_improve if to_improve is None else clean(to_improve),
            weather=before.weather if weather is None else clean_line(weather),
            took_part=counted if counted is not None and counted >= 0 else None,
        )
        return keep(change, after)
