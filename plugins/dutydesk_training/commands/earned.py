"""``dutydesk training earned``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say, warn
from dutydesk.wording import _, pgettext


@click.command(help=_("List those who have had all hours of a topic that gives a qualification."))
@click.option("--apply", "applies", is_flag=True, help=_("Keep their certificates, as one change."))
@json_option
@click.pass_context
def earned(context: click.Context, *, applies: bool, as_json: bool) -> None:
    """Print who has earned what, and keep it if asked."""
    from dutydesk_training.certifying import qualification_name  # noqa: PLC0415
    from dutydesk_training.earning import earned as all_earned  # noqa: PLC0415
    from dutydesk_training.earning import keep_earned  # noqa: PLC0415

    desk = open_desk(context)
    found = all_earned(desk)
    if applies and found:
        keep_earned(desk, found)
    if as_json:
        print_json(
            {
                "applied": applies and bool(found),
                "earned": [
                    {
                        "person": each.person.id,
                        "topic": each.topic.code,
                        "hours": each.hours,
                        "qualification": each.certificate.qualification,
                        "earned": each.certificate.earned,
                        "expires": each.certificate.expires,
                    }
                    for each in found
                ],
            }
        )
        return
    if not found:
        say(_("Nobody has earned anything new."))
        return
    print_table(
        (_("Who"), _("Topic"), pgettext("training", "Hours"), _("Qualification"), _("Earned"), _("Ends")),
        [
            (
                each.person.name,
                each.topic.title,
                f"{each.hours:g}",
                qualification_name(desk, each.certificate.qualification),
                each.certificate.earned,
                each.certificate.expires or _("for good"),
            )
            for each in found
        ],
    )
    if applies:
        say(_("The certificates are kept; one undo takes them back."))
    else:
        warn(_("Nothing was kept; --apply keeps the certificates."))
