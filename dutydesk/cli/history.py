"""``dutydesk history``, ``undo`` and ``redo``."""

from collections.abc import Mapping

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _


@click.command(
    help=_(
        "Show the changes about SUBJECT, such as person:li-qiang, cell:li-qiang:2026-11-03 or month:2026-11; "
        "without one, every change."
    )
)
@click.argument("subject", required=False)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@json_option
@click.pass_context
def history(ctx: click.Context, subject: str | None, limit: int, *, as_json: bool) -> None:
    """Show the newest changes first."""
    desk = open_desk(ctx)
    entries = desk.journal(limit) if subject is None else desk.history(subject, limit)
    if as_json:
        print_json(
            {
                "entries": [
                    {
                        "number": each.number,
                        "at": each.at.isoformat(),
                        "who": each.who,
                        "why": each.why,
                        "kind": each.kind,
                        "rows": [
                            {
                                "table": row.table,
                                "id": row.id,
                                "before": _told(row.before),
                                "after": _told(row.after),
                            }
                            for row in each.rows
                        ],
                    }
                    for each in entries
                ]
            }
        )
        return
    if not entries:
        text = _("Nothing has been changed about {subject}.") if subject else _("Nothing has been changed.")
        say(text.format(subject=subject))
        return
    print_table(
        (_("When"), _("Who"), _("What"), _("Why")),
        [
            (f"{desk.zone.wall(each.at):%Y-%m-%d %H:%M}", each.who, _kind_name(each.kind), each.why)
            for each in entries
        ],
    )


def _kind_name(kind: str) -> str:
    names = {
        "change": _("change"),
        "undo": _("undo"),
        "redo": _("redo"),
        "final": _("final"),
        "refused": _("refused"),
    }
    return names.get(kind, kind)


def _told(record: Mapping[str, object] | None) -> Mapping[str, object] | None:
    """Return a record without the fingerprint of a link, from which the name of its exported file follows."""
    return None if record is None else {key: value for key, value in record.items() if key != "digest"}


@click.command(help=_("Undo your last change."))
@click.pass_context
def undo(ctx: click.Context) -> None:
    """Undo the last change of whoever calls."""
    say(_("Undone: {why}").format(why=open_desk(ctx).undo().why))


@click.command(help=_("Do again what you undid last."))
@click.pass_context
def redo(ctx: click.Context) -> None:
    """Redo the last undoing of whoever calls."""
    say(_("Done again: {why}").format(why=open_desk(ctx).redo().why))
