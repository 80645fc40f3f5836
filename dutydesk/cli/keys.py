"""``dutydesk keys``: every action of the terminal with the keys that do it, for who writes a keys file."""

import click

from dutydesk.api.commands import json_option, print_json, print_table, warn
from dutydesk.cli.call import Call
from dutydesk.wording import _

WRONG = 1


@click.command(help=_("List every action of the terminal, the keys that do it, and its name for keys.toml."))
@json_option
@click.pass_context
def keys(ctx: click.Context, *, as_json: bool) -> None:
    """List the actions of every area, those of plugins included, with the keys that hold for this user."""
    from dutydesk.config.personal import PersonalFolders  # noqa: PLC0415 - the screens cost a second to import
    from dutydesk.tui.areas import in_order  # noqa: PLC0415 - likewise
    from dutydesk.tui.catalogue import catalogue  # noqa: PLC0415 - likewise
    from dutydesk.tui.keymap import KeysPlaces, chosen_keys, keys_of  # noqa: PLC0415 - likewise

    call: Call = ctx.obj
    areas = in_order(call.registry.screens)
    known = catalogue(areas)
    chosen = chosen_keys(KeysPlaces.of(call.folder, PersonalFolders.of_user(call.actor)), areas, known)
    if as_json:
        print_json(
            {
                "actions": [
                    {
                        "id": action.id,
                        "place": action.place,
                        "label": action.label,
                        "does": action.tooltip,
                        "keys": chosen.keymap[action.id].split(",")
                        if action.id in chosen.keymap
                        else list(action.keys),
                        "default_keys": list(action.keys),
                    }
                    for action in known.actions
                ],
                "faults": list(chosen.faults),
                "unread": list(known.unread),
            }
        )
    else:
        print_table(
            (_("Action"), _("Keys"), _("What it does")),
            [
                (action.id, " ".join(keys_of(action.id, action.keys, chosen.keymap)), action.tooltip)
                for action in known.actions
            ],
        )
    for fault in chosen.faults:
        warn(fault)
    for area in known.unread:
        warn(_("the area {name} cannot be opened, so its actions are not listed").format(name=area))
    ctx.exit(WRONG if chosen.faults or known.unread else 0)
