"""``dutydesk training attendance``, ``attend`` and ``import-attendance``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import LANGUAGES, _, listed, ngettext

if TYPE_CHECKING:
    from dutydesk_training.attendance_import import AttendancePreview
    from dutydesk_training.roll import Roll, RollLine


@click.command(help=_("Show who came to a session and who is expected, or write the list to a file."))
@click.argument("key")
@click.option(
    "--to",
    metavar="FILE.csv|xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Write the list there; an import reads it back."),
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    help=_("The language of the headings and states in the file."),
)
@json_option
@click.pass_context
def attendance(ctx: click.Context, key: str, to: Path | None, language: str, *, as_json: bool) -> None:
    """Print the roll."""
    from dutydesk_training.roll import Roll  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    desk = open_desk(ctx)
    roll = Roll.of(desk, find_session(desk, key))
    if to is not None:
        _write(roll, to, language)
    if as_json:
        print_json(roll_document(roll))
    elif to is not None:
        say(
            ngettext(
                "{count} person written to {file}", "{count} people written to {file}", len(roll.lines)
            ).format(count=len(roll.lines), file=to)
        )
    else:
        _say_roll(roll)


@click.command(
    help=_(
        "Mark who came: PERSON=present, PERSON=late:10, PERSON=excused:REASON or PERSON=absent. A session "
        "that has begun is marked held."
    )
)
@click.argument("key")
@click.argument("marks", nargs=-1, metavar="PERSON=STATE ...")
@click.option(
    "--rest",
    type=click.Choice(["present", "absent"]),
    help=_("How everyone left is marked; who is on duty or away is excused."),
)
@json_option
@click.pass_context
def attend(ctx: click.Context, key: str, marks: tuple[str, ...], rest: str | None, *, as_json: bool) -> None:
    """Keep all marks as one change."""
    from dutydesk_training.attendance import Presence  # noqa: PLC0415
    from dutydesk_training.attendance_marking import keep_roll, rest_marks  # noqa: PLC0415
    from dutydesk_training.attendance_marks_typed import typed_marks  # noqa: PLC0415
    from dutydesk_training.roll import Roll  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    if not marks and rest is None:
        raise click.UsageError(_("say who came, such as li=present, or --rest present"))
    desk = open_desk(ctx)
    held = find_session(desk, key, cancelled=True)
    roll = Roll.of(desk, held)
    typed = typed_marks(desk, roll, marks)
    named = {each.person for each in typed}
    others = [each for each in rest_marks(roll, Presence(rest)) if each.person not in named] if rest else []
    keep_roll(desk, held, (*typed, *others))
    after = Roll.of(desk, find_session(desk, held.key))
    if as_json:
        print_json(roll_document(after))
    else:
        say(counts_text(after))


@click.command("import-attendance", help=_("Import an attendance list from CSV or Excel: all, or nothing."))
@click.argument("key")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Only show what would be kept."))
@json_option
@click.pass_context
def import_attendance(ctx: click.Context, key: str, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Show every bad row with its reason; keep the list only where there is none."""
    from dutydesk.sheets import read_table  # noqa: PLC0415
    from dutydesk_training.attendance_import import read_attendance  # noqa: PLC0415
    from dutydesk_training.attendance_marking import check_can_be_taken, keep_roll  # noqa: PLC0415
    from dutydesk_training.roll import Roll  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    desk = open_desk(ctx)
    held = find_session(desk, key, cancelled=True)
    check_can_be_taken(desk, held)
    preview = read_attendance(read_table(file), Roll.of(desk, held), desk.people(held.start.date()))
    kept = not preview.errors and not dry_run
    if kept and preview.marks:
        keep_roll(desk, held, (each.mark for each in preview.marks))
    if as_json:
        print_json({"session": held.key, "kept": kept, **_preview_document(preview)})
    else:
        _say_preview(preview, kept=kept)
    ctx.exit(1 if preview.errors else 0)


def roll_document(roll: "Roll") -> dict[str, Any]:
    """Return a roll as JSON holds it."""
    held, counts = roll.held, roll.counts
    return {
        "session": held.key,
        "title": held.activity.title,
        "kind": held.activity.kind,
        "start": held.start.isoformat(),
        "end": held.end.isoformat(),
        "place": held.place,
        "state": held.state,
        "counts": {
            "present": counts.present,
            "late": counts.late,
            "excused": counts.excused,
            "absent": counts.absent,
            "open": counts.open,
        },
        "people": [_line_document(line) for line in roll.lines],
    }


def counts_text(roll: "Roll") -> str:
    """Return the counts of a roll in words."""
    counts = roll.counts
    return _("present {present}, late {late}, excused {excused}, absent {absent}, open {open}").format(
        present=counts.present,
        late=counts.late,
        excused=counts.excused,
        absent=counts.absent,
        open=counts.open,
    )


def _line_document(line: "RollLine") -> dict[str, Any]:
    kept = line.kept
    return {
        "person": line.person.id,
        "name": line.person.name,
        "presence": kept.presence.value if kept is not None else None,
        "minutes": kept.minutes if kept is not None else 0,
        "reason": kept.reason if kept is not None else "",
        "catches_up": kept.catches_up if kept is not None else "",
        "proposed": line.proposed,
        "note": line.note,
        "guest": line.guest,
    }


def _say_roll(roll: "Roll") -> None:
    held = roll.held
    say(
        _("{title}, {day} {start}-{end}").format(
            title=held.activity.title,
            day=held.start.date(),
            start=f"{held.start:%H:%M}",
            end=f"{held.end:%H:%M}",
        )
    )
    if not roll.lines:
        say(_("Nobody is expected; participants stand in config/training.toml."))
        return
    print_table(
        (_("Key"), _("Name"), _("State"), _("Reason")),
        [
            (
                line.person.id,
                line.person.name,
                line.state,
                line.note,
            )
            for line in roll.lines
        ],
    )
    say(counts_text(roll))


def _write(roll: "Roll", to: Path, language: str) -> None:
    from dutydesk.sheets import write_table  # noqa: PLC0415
    from dutydesk_training.attendance_table import roll_headings, roll_rows  # noqa: PLC0415

    write_table(to, roll_headings(language), roll_rows(roll, language))


def _preview_document(preview: "AttendancePreview") -> dict[str, Any]:
    return {
        "marks": [
            {
                "row": each.row,
                "person": each.person.id,
                "presence": each.mark.presence.value,
                "minutes": each.mark.minutes,
                "reason": each.mark.reason,
                "guest": each.guest,
            }
            for each in preview.marks
        ],
        "errors": [{"row": each.row, "reason": each.reason} for each in preview.errors],
        "unmarked": [person.id for person in preview.unmarked],
        "missing": [person.id for person in preview.missing],
        "ignored_columns": list(preview.ignored_columns),
    }


def _say_preview(preview: "AttendancePreview", *, kept: bool) -> None:
    for each in preview.errors:
        say(_("row {row}: {reason}").format(row=each.row, reason=each.reason))
    if preview.ignored_columns:
        say(_("Columns passed over: {columns}").format(columns=listed(preview.ignored_columns)))
    if preview.missing and not preview.errors:
        names = listed(person.name for person in preview.missing)
        say(_("Not in the list, so still open: {names}").format(names=names))
    count = len(preview.errors)
    if count:
        text = ngettext(
            "{count} row cannot be used; nothing was kept.",
            "{count} rows cannot be used; nothing was kept.",
            count,
        )
    else:
        count = len(preview.marks)
        text = (
            ngettext("{count} person marked", "{count} people marked", count)
            if kept
            else ngettext("{count} person would be marked", "{count} people would be marked", count)
        )
    say(text.format(count=count))
