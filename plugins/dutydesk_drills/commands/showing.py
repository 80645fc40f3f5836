"""``dutydesk drills show``, ``message`` and ``print``."""

from pathlib import Path

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.wording import _, pgettext


@click.command(help=_("Show the plan of DRILL: buildings, parts, checklist, messages, what is not mended."))
@click.argument("drill")
@json_option
@click.pass_context
def show(context: click.Context, drill: str, *, as_json: bool) -> None:
    """Print the plan section by section."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.plan_of_drill import plan_of_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.plan_values import plan_lines, plan_values  # noqa: PLC0415

    desk = open_desk(context)
    plan = plan_of_drill(desk, find_drill(desk, drill))
    if as_json:
        print_json(plan_values(plan, desk.today()))
    else:
        for line in plan_lines(plan):
            say(line)


@click.command(
    help=_("Print the message CODE of DRILL with its gaps filled; without CODE, list what there is.")
)
@click.argument("drill")
@click.argument("code", required=False)
@json_option
@click.pass_context
def message(context: click.Context, drill: str, code: str | None, *, as_json: bool) -> None:
    """Print the text, ready to be sent or read out."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.message_texts import ready_messages  # noqa: PLC0415

    desk = open_desk(context)
    found = find_drill(desk, drill)
    messages = ready_messages(found, desk.name)
    wanted = [each for each in messages if code is None or each.message.code == code]
    if code is not None and not wanted:
        raise DataProblem(
            _("{code!r} is no message of this drill; expected one of {known}").format(
                code=code, known=", ".join(each.message.code for each in messages) or _("none")
            )
        )
    if as_json:
        print_json(
            {
                "drill": found.key,
                "messages": [
                    {
                        "message": each.message.code,
                        "name": each.message.name,
                        "audience": each.message.audience,
                        "text": each.text,
                    }
                    for each in wanted
                ],
            }
        )
    elif code is not None:
        say(wanted[0].text)
    else:
        print_table(
            (_("Code"), _("Message"), pgettext("audience", "For")),
            [(each.message.code, each.message.name, each.message.audience) for each in wanted],
        )


@click.command("print", help=_("Print the plan of DRILL on one or two pages."))
@click.argument("drill")
@to_option(required=True)
@json_option
@click.pass_context
def print_drill(context: click.Context, drill: str, to: Path, *, as_json: bool) -> None:
    """Write the paper."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.paper import print_plan  # noqa: PLC0415

    desk = open_desk(context)
    found = find_drill(desk, drill)
    tell_written(context, print_plan(desk, found, to), as_json=as_json, drill=found.key)
