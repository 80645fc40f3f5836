"""``dutydesk training attach``, ``materials`` and ``handout``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk_training.agenda import Material


@click.command(help=_("Keep a file, which is copied into the desk, or a link with a session."))
@click.argument("key")
@click.argument("source", metavar="PATH|LINK")
@click.option("--title", default="", help=_("What it is called; else the file's own name."))
@json_option
@click.pass_context
def attach(ctx: click.Context, key: str, source: str, title: str, *, as_json: bool) -> None:
    """Keep it, and say under which title."""
    from dutydesk.api.attachments import attach as keep_attachment  # noqa: PLC0415
    from dutydesk_training.decisions import about  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    desk = open_desk(ctx)
    held = find_session(desk, key)
    kept = keep_attachment(desk, about(held), source, title)
    if as_json:
        print_json({"key": kept.id, "session": held.key, "title": kept.title, "target": kept.target})
    else:
        say(
            _("Attached to {title}, {day}: {material}").format(
                title=held.activity.title, day=held.start.date(), material=kept.title
            )
        )


@click.command(help=_("List the files and links of a session; status 1 where a file is missing."))
@click.argument("key")
@json_option
@click.pass_context
def materials(ctx: click.Context, key: str, *, as_json: bool) -> None:
    """Print each with where it is."""
    from dutydesk_training.agenda import materials_of  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    desk = open_desk(ctx)
    held = find_session(desk, key)
    found = materials_of(desk, held)
    if as_json:
        print_json({"key": held.key, "materials": [material_document(each) for each in found]})
    elif not found:
        say(_("Nothing is attached; `dutydesk training attach {key} PATH` adds a file.").format(key=held.key))
    else:
        print_table(
            (_("Title"), _("Where"), _("State")),
            [
                (
                    each.attachment.title,
                    each.where,
                    _("the file is missing") if each.gone else "",
                )
                for each in found
            ],
        )
    ctx.exit(1 if any(each.gone for each in found) else 0)


@click.command(help=_("Print the handout of a session: what it teaches, its points and materials."))
@click.argument("key")
@to_option(required=True)
@json_option
@click.pass_context
def handout(ctx: click.Context, key: str, to: Path, *, as_json: bool) -> None:
    """Print it."""
    from dutydesk_training.papers import Paper, print_paper  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    desk = open_desk(ctx)
    held = find_session(desk, key)
    written = print_paper(desk, held, Paper.HANDOUT, to)
    tell_written(ctx, written, as_json=as_json, key=held.key, paper=Paper.HANDOUT.value)


def material_document(material: "Material") -> dict[str, Any]:
    """Return a file or link as JSON holds it."""
    kept = material.attachment
    return {
        "key": kept.id,
        "title": kept.title,
        "target": kept.target,
        "link": kept.is_link,
        "gone": material.gone,
    }
