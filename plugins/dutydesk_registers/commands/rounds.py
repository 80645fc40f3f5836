"""``dutydesk registers round`` and ``seasons``."""

from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _, pgettext
from dutydesk_registers.commands.arguments import YEAR
from dutydesk_registers.commands.entry_document import entry_document, print_kept

if TYPE_CHECKING:
    from dutydesk.api import Desk
    from dutydesk_registers.entries import Entry
    from dutydesk_registers.inspecting.rounds import RoundItem
    from dutydesk_registers.inspecting.seasons import SeasonDue
    from dutydesk_registers.register import Register

_MARKS = ("right", "wrong", "open")


@click.group("round", help=_("Rounds of inspection: begin one, mark its lines, show how it stands."))
def rounds() -> None:
    """Group the commands about rounds."""


@rounds.command(help=_("Begin a round with CHECKLIST in the register CODE."))
@click.argument("code")
@click.argument("checklist")
@click.option("--place", default="", help=_("Where."))
@json_option
@click.pass_context
def begin(context: click.Context, code: str, checklist: str, *, place: str, as_json: bool) -> None:
    """Keep it and print its key."""
    from dutydesk_registers.inspecting.rounds import begin_round  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    kept = begin_round(desk, register, checklist, place)
    line = _("Begun: {title} ({key})").format(title=kept.title, key=kept.id)
    print_kept(desk, register, kept, line, as_json=as_json)


@rounds.command(
    help=_(
        "Mark LINE, by its number, of the round ENTRY as right or wrong, or as open again. A wrong one makes "
        "an entry such as a hazard."
    )
)
@click.argument("code")
@click.argument("entry")
@click.argument("line", type=click.IntRange(1))
@click.argument("found", type=click.Choice(_MARKS))
@click.option("--note", default="", help=_("What was seen."))
@json_option
@click.pass_context
def mark(
    context: click.Context, code: str, entry: str, line: int, found: str, *, note: str, as_json: bool
) -> None:
    """Keep it and print what came of it."""
    from dutydesk_registers.entries import find_entry  # noqa: PLC0415
    from dutydesk_registers.inspecting.rounds import mark_item  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    is_right = None if found == "open" else found == "right"
    marked = mark_item(desk, register, find_entry(desk, entry, register), line - 1, is_right, note)
    if as_json:
        print_json(
            {
                **_round(desk, register, marked.round),
                "raised": marked.raised.id if marked.raised is not None else None,
                "removed": marked.removed,
                "left": marked.left.id if marked.left is not None else None,
            }
        )
        return
    say(_standing(desk, register, marked.round))
    if marked.raised is not None:
        say(_("It is kept as {title} ({key})").format(title=marked.raised.title, key=marked.raised.id))
    if marked.removed:
        say(_("What had been kept of it is removed."))
    if marked.left is not None:
        say(_("{title} stays: somebody has gone on with it").format(title=marked.left.title))


@rounds.command(help=_("Show the lines of the round ENTRY and how each was found."))
@click.argument("code")
@click.argument("entry")
@json_option
@click.pass_context
def show(context: click.Context, code: str, entry: str, *, as_json: bool) -> None:
    """Print each line."""
    from dutydesk_registers.entries import find_entry  # noqa: PLC0415
    from dutydesk_registers.inspecting.rounds import round_items  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    found = find_entry(desk, entry, register)
    if as_json:
        print_json(_round(desk, register, found))
        return
    say(found.title)
    print_table(
        (_("Line"), pgettext("round", "Found"), _("What"), _("Note")),
        [
            (each.position + 1, _mark_name(each), each.text, each.mark.note if each.mark is not None else "")
            for each in round_items(desk, register, found)
        ],
    )


def _mark_name(item: "RoundItem") -> str:
    if item.dropped:
        return _("no longer asked")
    if item.mark is None:
        return pgettext("round", "open")
    return _("right") if item.mark.is_right else _("WRONG")


def _standing(desk: "Desk", register: "Register", entry: "Entry") -> str:
    from dutydesk_registers.inspecting.rounds import round_items  # noqa: PLC0415

    asked = [each for each in round_items(desk, register, entry) if not each.dropped]
    done = sum(each.mark is not None for each in asked)
    said = _("{title}: {done} of {count} lines marked")
    return said.format(title=entry.title, done=done, count=len(asked))


def _round(desk: "Desk", register: "Register", entry: "Entry") -> dict[str, object]:
    """Return a round with its lines, for JSON."""
    from dutydesk_registers.field_values import field_context  # noqa: PLC0415
    from dutydesk_registers.inspecting.rounds import round_items  # noqa: PLC0415

    return {
        **entry_document(register, entry, field_context(desk)),
        "lines": [
            {
                "line": each.position + 1,
                "text": each.text,
                "found": None if each.mark is None else "right" if each.mark.is_right else "wrong",
                "note": each.mark.note if each.mark is not None else "",
                "raised": each.mark.raised if each.mark is not None else "",
                "asked": not each.dropped,
            }
            for each in round_items(desk, register, entry)
        ],
    }


@click.command(
    help=_("Show the rounds that the seasons of YEAR, or of this one, want; status 1 when one is overdue.")
)
@click.argument("year", type=YEAR, required=False)
@json_option
@click.pass_context
def seasons(context: click.Context, year: int | None, *, as_json: bool) -> None:
    """Print each season with how it stands."""
    from dutydesk_registers.inspecting.seasons import SeasonState, seasons_of_year  # noqa: PLC0415
    from dutydesk_registers.registers import registers  # noqa: PLC0415

    desk = open_desk(context)
    wanted = desk.today().year if year is None else year
    found = [
        (register, each)
        for register in registers(desk).values()
        for each in seasons_of_year(desk, register, wanted)
    ]
    if as_json:
        print_json({"year": wanted, "seasons": [_season(register, each) for register, each in found]})
    elif found:
        _print_seasons([each for _register, each in found])
    else:
        say(_("No season of {year} wants a round.").format(year=wanted))
    context.exit(1 if any(each.state is SeasonState.OVERDUE for _register, each in found) else 0)


def _season(register: "Register", due: "SeasonDue") -> dict[str, object]:
    made = due.done or due.begun
    return {
        "register": register.code,
        "season": due.season.code,
        "name": due.season.name,
        "place": due.place,
        "checklist": due.season.checklist,
        "first": due.first,
        "last": due.last,
        "state": due.state.value,
        "round": made.id if made is not None else None,
    }


def _print_seasons(found: "list[SeasonDue]") -> None:
    from dutydesk_registers.inspecting.seasons import season_state_name  # noqa: PLC0415

    print_table(
        (_("Season"), _("Place"), _("From"), _("To"), _("State"), _("With")),
        [
            (
                each.season.name,
                each.place,
                each.first,
                each.last,
                season_state_name(each.state),
                each.season.with_whom,
            )
            for each in found
        ],
    )
