"""How topics stand, in words."""

import math
from collections.abc import Mapping

from dutydesk.wording import _, ngettext, phrases
from dutydesk_training.planning.words import names_text
from dutydesk_training.topic_standing import ROUNDING, TopicStanding

_BAR = 12


def meter_text(standing: TopicStanding) -> str:
    """Return how many have had all the hours, for how many they are planned, and for how many not."""
    whole = len(standing.people)
    if not whole:
        return _("nobody needs it now")
    done, open_ = standing.done, len(standing.unplanned)
    parts = [_("{done} of {whole} have had it").format(done=done, whole=whole)]
    if whole - done - open_:
        parts.append(_("{count} planned").format(count=whole - done - open_))
    if open_:
        parts.append(_("{count} not planned").format(count=open_))
    return phrases(parts)


def meter_bar(standing: TopicStanding) -> str:
    """Return a bar of all the hours that people need: ``#`` had, ``+`` planned, ``.`` neither."""
    due = sum(each.due for each in standing.people)
    if not due:
        return ""
    had = sum(each.due - each.lacking for each in standing.people) / due
    open_ = sum(each.unplanned for each in standing.people) / due
    had_cells, open_cells = math.floor(had * _BAR + ROUNDING), math.ceil(open_ * _BAR - ROUNDING)
    return f"[{'#' * had_cells}{'+' * (_BAR - had_cells - open_cells)}{'.' * open_cells}]"


def lacking_text(standing: TopicStanding, names: Mapping[str, str]) -> str:
    """Return who lacks hours of a topic for which no session is planned, or an empty string."""
    lacking = standing.unplanned
    if not lacking:
        return ""
    if len(lacking) == len(standing.people):
        return _("{topic}: everyone lacks hours that nothing is planned for.").format(
            topic=standing.topic.title
        )
    return ngettext(
        "{topic}: {names} lacks hours that nothing is planned for.",
        "{topic}: {names} lack hours that nothing is planned for.",
        len(lacking),
    ).format(topic=standing.topic.title, names=names_text([each.person for each in lacking], names))
