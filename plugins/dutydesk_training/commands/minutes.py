"""``dutydesk training minutes``."""

from pathlib import Path

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.api.people_named import names_by_key
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.wording import _, phrases


@click.command(help=_("Show the minutes of a session, write them from a text file, or print them."))
@click.argument("key")
@click.option(
    "--from",
    "source",
    metavar="FILE.txt",
    type=click.Path(path_type=Path),
    help=_("Keep the text of this file as the minutes, in place of what was there."),
)
@click.option("--chair", metavar="PERSON", help=_("Who was in the chair, by key or name."))
@click.option("--writer", metavar="PERSON", help=_("Who wrote the minutes, by key or name."))
@to_option(required=False)
@json_option
@click.pass_context
def minutes(
    ctx: click.Context,
    key: str,
    *,
    source: Path | None,
    chair: str | None,
    writer: str | None,
    to: Path | None,
    as_json: bool,
) -> None:
    """Keep what is given as one change, then show or print the minutes."""
    from dutydesk.api.people_named import person_named  # noqa: PLC0415
    from dutydesk_training.minutes import keep_minutes, minutes_of  # noqa: PLC0415
    from dutydesk_training.papers import Paper, print_paper  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    desk = open_desk(ctx)
    held = find_session(desk, key)
    given = (source, chair, writer) != (None, None, None)
    if given:
        keep_minutes(
            desk,
            held,
            text=None if source is None else _text_of(source),
            chair=None if chair is None else person_named(desk, chair).id,
            writer=None if writer is None else person_named(desk, writer).id,
        )
    if to is not None:
        written = print_paper(desk, held, Paper.MINUTES, to)
        tell_written(ctx, written, as_json=as_json, key=held.key, paper=Paper.MINUTES.value)
        return
    found = minutes_of(desk, held)
    names = names_by_key(desk)
    if as_json:
        print_json(
            {
                "key": held.key,
                "title": held.activity.title,
                "day": held.start.date(),
                "chair": found.chair,
                "writer": found.writer,
                "points": found.points,
                "last_week": found.last_week,
                "text": found.text,
            }
        )
        return
    what = phrases((held.activity.title, str(held.start.date())))
    if given:
        say(_("The minutes of {what} are kept.").format(what=what))
        return
    say(what)
    if found.chair:
        say(_("Chair: {name}").format(name=names.get(found.chair, found.chair)))
    if found.writer:
        say(_("Minutes taken by: {name}").format(name=names.get(found.writer, found.writer)))
    say(found.text or _("Nothing is written yet; --from FILE.txt keeps a text."))


def _text_of(path: Path) -> str:
    """Return the text of a file of minutes.

    Raises:
        DataProblem: it is not there, too large, or no text in UTF-8.
    """
    from dutydesk_training.minutes import MOST_TEXT  # noqa: PLC0415

    longest = 4 * MOST_TEXT
    try:
        with path.expanduser().open("rb") as file:
            content = file.read(longest + 1)
    except OSError as error:
        raise DataProblem(
            _("{file} cannot be read: {reason}; expected a text file").format(
                file=path, reason=(error.strerror or str(error)).lower()
            )
        ) from error
    if len(content) > longest:
        raise DataProblem(
            _("{file} is too large; expected a text of at most {most} characters").format(
                file=path, most=MOST_TEXT
            )
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataProblem(
            _("{file} is no text in UTF-8; save it as plain text in UTF-8").format(file=path)
        ) from error
