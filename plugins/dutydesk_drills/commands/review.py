"""``dutydesk drills review``, ``finding`` and ``sign``."""

from datetime import date

import click

from dutydesk.api.commands import DAY, json_option, open_desk, print_json, say
from dutydesk.api.tasks import task_values
from dutydesk.wording import _
from dutydesk_drills.settings import MOST_HEADS


@click.command(
    help=_("Say what went well in DRILL and what did not, or print what was said and how it went.")
)
@click.argument("drill")
@click.option("--went-well", help=_("What went well."))
@click.option("--to-improve", help=_("What is to be better next time."))
@click.option("--weather", help=_("The weather."))
@click.option(
    "--took-part",
    type=click.IntRange(0, MOST_HEADS),
    help=_("How many people took part, where not counted live."),
)
@json_option
@click.pass_context
def review(
    context: click.Context,
    drill: str,
    *,
    went_well: str | None,
    to_improve: str | None,
    weather: str | None,
    took_part: int | None,
    as_json: bool,
) -> None:
    """Keep what is said of a drill, and print it."""
    from dutydesk_drills.after.drill_report import DrillReport  # noqa: PLC0415
    from dutydesk_drills.after.report_values import report_values, review_lines  # noqa: PLC0415
    from dutydesk_drills.after.review import change_review  # noqa: PLC0415
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415

    desk = open_desk(context)
    found = find_drill(desk, drill)
    if (went_well, to_improve, weather, took_part) != (None, None, None, None):
        change_review(
            desk, found, went_well=went_well, to_improve=to_improve, weather=weather, took_part=took_part
        )
    report = DrillReport.of(desk, find_drill(desk, found.key))
    if as_json:
        print_json(report_values(report, desk.today()))
    else:
        for line in review_lines(report, desk.today()):
            say(line)


@click.command(help=_("Keep a weak point that DRILL has shown, with who mends it and by when."))
@click.argument("drill")
@click.argument("text")
@click.option("--owner", required=True, metavar="PERSON", help=_("Who mends it, by key or name."))
@click.option("--due", required=True, type=DAY, help=_("By when."))
@click.option("--building", default="", help=_("In which building, by its code."))
@json_option
@click.pass_context
def finding(
    context: click.Context, drill: str, text: str, *, owner: str, due: date, building: str, as_json: bool
) -> None:
    """Keep it as a task, and print its key."""
    from dutydesk_drills.after.findings import add_finding  # noqa: PLC0415
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415

    desk = open_desk(context)
    found = find_drill(desk, drill)
    task = add_finding(desk, found, text, owner=owner, due=due, building=building)
    if as_json:
        print_json({"drill": found.key, **task_values(task, desk.today())})
    else:
        say(
            _("Kept: {title} ({key}); `dutydesk tasks done {key} --outcome TEXT` when it is mended.").format(
                title=task.title, key=task.id[:6]
            )
        )


@click.command(help=_("Sign the record of DRILL off, so that it stays as it is; or take a signature back."))
@click.argument("drill")
@click.option("--by", metavar="PERSON", help=_("Who signs, by key or name."))
@click.option("--take-back", is_flag=True, help=_("Take the signature back."))
@click.option("--why", default="", help=_("Why it is taken back; it stands in the journal."))
@json_option
@click.pass_context
def sign(
    context: click.Context, drill: str, *, by: str | None, take_back: bool, why: str, as_json: bool
) -> None:
    """Sign it off, or take that back."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.signing import sign_off, signer, take_signature_back  # noqa: PLC0415

    if take_back == (by is not None):
        raise click.UsageError(_("say either --by PERSON or --take-back --why REASON"))
    desk = open_desk(context)
    found = find_drill(desk, drill)
    kept = sign_off(desk, found, by) if by is not None else take_signature_back(desk, found, why)
    if as_json:
        print_json({"drill": found.key, "signed_by": kept.signed_by, "signed_on": kept.signed_on})
    elif kept.signed_by:
        say(
            _("{title} of {day} is signed off by {name}.").format(
                title=found.title, day=found.day, name=signer(desk, kept)
            )
        )
    else:
        say(_("{title} of {day} is not signed off any more.").format(title=found.title, day=found.day))
