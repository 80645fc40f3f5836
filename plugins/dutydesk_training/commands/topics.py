"""``dutydesk training topics``."""

from typing import TYPE_CHECKING, Any

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.api.people_named import names_by_key
from dutydesk.wording import _, pgettext

if TYPE_CHECKING:
    from dutydesk_training.topic_standing import TopicStanding


@click.command(help=_("Show the hours of each topic that are due, held and planned, and who lacks some."))
@json_option
@click.pass_context
def topics(context: click.Context, *, as_json: bool) -> None:
    """Print how each topic stands in the present term, or the next."""
    from dutydesk_training.topic_standing import standings  # noqa: PLC0415
    from dutydesk_training.topic_words import lacking_text, meter_text  # noqa: PLC0415

    desk = open_desk(context)
    found = standings(desk)
    names = names_by_key(desk)
    if as_json:
        stretch = found[0].stretch if found else None
        print_json(
            {
                "first": stretch and stretch.first,
                "last": stretch and stretch.last,
                "topics": [_document(each) for each in found],
            }
        )
        return
    if not found:
        say(_("No [[topic]] stands in config/training.toml yet."))
        return
    stretch = found[0].stretch
    say(_("{name}, {first} to {last}").format(name=stretch.name, first=stretch.first, last=stretch.last))
    print_table(
        (_("Code"), _("Topic"), pgettext("training", "Hours"), _("People"), _("How it stands")),
        [
            (each.topic.code, each.topic.title, f"{each.topic.hours:g}", len(each.people), meter_text(each))
            for each in found
        ],
    )
    for each in found:
        lacking = lacking_text(each, names)
        if lacking:
            say(lacking)


def _document(standing: "TopicStanding") -> dict[str, Any]:
    topic = standing.topic
    return {
        "code": topic.code,
        "title": topic.title,
        "hours": topic.hours,
        "syllabus": topic.syllabus,
        "gives": topic.gives,
        "sessions": [
            {
                "key": each.key,
                "start": each.start,
                "end": each.end,
                "state": each.state,
                "group": standing.placed[each.key].group if each.key in standing.placed else None,
                "part": standing.placed[each.key].part if each.key in standing.placed else None,
                "reason": standing.placed[each.key].reason if each.key in standing.placed else "",
            }
            for each in standing.sessions
        ],
        "people": [
            {
                "person": each.person,
                "held": each.held,
                "planned": each.planned,
                "lacking": each.lacking,
                "unplanned": each.unplanned,
                "done_on": each.done_on,
            }
            for each in standing.people
        ],
    }
