"""``dutydesk drills packs``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _, pgettext


@click.command(help=_("List every rule pack: its rules, where they are written, and whether it is in force."))
@json_option
@click.pass_context
def packs(context: click.Context, *, as_json: bool) -> None:
    """Print the packs; status 1 where something is wrong with one."""
    from dutydesk_drills.rules.pack_listing import listed_packs  # noqa: PLC0415
    from dutydesk_drills.rules.words import rule_name  # noqa: PLC0415

    found = listed_packs(open_desk(context))
    if as_json:
        print_json(
            {
                "packs": [
                    {
                        "pack": each.code,
                        "name": each.pack.name if each.pack is not None else "",
                        "source": each.pack.source if each.pack is not None else "",
                        "in_force": each.is_in_force,
                        "problem": each.problem,
                        "rules": [
                            {
                                "code": rule.code,
                                "rule": rule_name(rule),
                                "source": rule.source or each.pack.source,
                                "note": rule.note,
                            }
                            for rule in each.pack.rules
                        ]
                        if each.pack is not None
                        else [],
                    }
                    for each in found
                ]
            }
        )
    else:
        print_table(
            (_("Pack"), pgettext("thing", "Name"), _("Rules"), _("In force"), _("Source")),
            [
                (
                    each.code,
                    each.pack.name if each.pack is not None else "",
                    len(each.pack.rules) if each.pack is not None else "",
                    _("yes") if each.is_in_force else _("no"),
                    each.pack.source if each.pack is not None else "",
                )
                for each in found
            ],
        )
        for each in found:
            if each.problem:
                say(each.problem)
    context.exit(1 if any(each.problem for each in found) else 0)
