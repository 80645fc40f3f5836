"""``dutydesk training hold``."""

from dataclasses import replace

import click

from dutydesk.api.commands import COUNT, json_option, open_desk, print_json, say
from dutydesk.domain import RoughCount
from dutydesk.wording import _


@click.command(
    help=_("Mark a session held; of a lecture keep what it was about and how many came, now or later.")
)
@click.argument("key")
@click.option("--undo", is_flag=True, help=_("Take the mark back; what was told of a lecture stays."))
@click.option("--topic", help=_("What a lecture was about; several with commas between."))
@click.option("--speaker", help=_("Who spoke."))
@click.option("--audience", help=_("Who listened."))
@click.option("--heads", type=COUNT, metavar="N", help=_("How many came: 240, 'over 1000', 'about 200'."))
@click.option("--credit-hours", type=float, metavar="H", help=_("The credit hours it counts for."))
@json_option
@click.pass_context
def hold(
    context: click.Context,
    key: str,
    *,
    undo: bool,
    topic: str | None,
    speaker: str | None,
    audience: str | None,
    heads: RoughCount | None,
    credit_hours: float | None,
    as_json: bool,
) -> None:
    """Mark the session that `key` names."""
    from dutydesk_training import marking  # noqa: PLC0415
    from dutydesk_training.lecture import Lecture  # noqa: PLC0415
    from dutydesk_training.lectures import lecture_of, told_document, with_heads  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    given: tuple[object, ...] = (topic, speaker, audience, heads, credit_hours)
    tells = any(each is not None for each in given)
    if undo and tells:
        raise click.UsageError(_("--undo takes the mark back and goes with nothing else"))
    desk = open_desk(context)
    held = find_session(desk, key)
    if undo:
        marking.take_back(desk, held)
    elif tells:
        before = lecture_of(desk, held)
        told = replace(
            before,
            topic=before.topic if topic is None else topic,
            speaker=before.speaker if speaker is None else speaker,
            audience=before.audience if audience is None else audience,
            credit_hours=before.credit_hours if credit_hours is None else credit_hours,
        )
        marking.hold(desk, held, told if heads is None else with_heads(told, heads))
    else:
        marking.hold(desk, held)
    if as_json:
        known = desk.table(Lecture).get(held.key)
        print_json(
            {
                "key": held.key,
                "state": "planned" if undo else "held",
                "lecture": told_document(known),
            }
        )
        return
    text = _("{what} is no longer marked held.") if undo else _("{what} is marked held.")
    say(text.format(what=marking.session_name(held)))
