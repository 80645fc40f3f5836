"""The lines of the Today board that say who stands where now, and who comes next."""

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest

from dutydesk.api import Command
from dutydesk.domain import Zone
from dutydesk.tui.screens.board import Duties
from dutydesk.tui.screens.board_lines import BoardLines, cell_of
from dutydesk.tui.screens.duty_groups import DutyGroup
from dutydesk.tui.widgets.days import length_text
from dutydesk.tui.widgets.table import TableColumn
from dutydesk.tui.widgets.text import width_of, wrapped
from dutydesk.wording import _, listed, ngettext

_TIME_WIDTH, _LEFT_WIDTH, _POST_LEAST = 11, 16, 8
_GAPS = 7


def duty_columns(duties: Duties, width: int) -> tuple[TableColumn, ...]:
    """Return the columns for a list so wide: posts take what they need, up to half or what names spare."""
    room = width - _TIME_WIDTH - _LEFT_WIDTH - _GAPS
    posts = max((width_of(group.title) for group in duties.groups), default=0)
    people = max((width_of(_names(group)) for group in duties.groups), default=0)
    return (
        TableColumn("time", "", _TIME_WIDTH),
        TableColumn("post", "", max(_POST_LEAST, min(posts, max(room // 2, room - people)))),
        TableColumn("people", ""),
        TableColumn("left", "", _LEFT_WIDTH),
    )


def duty_lines(duties: Duties, now: datetime, zone: Zone, widths: Sequence[int]) -> BoardLines:
    """Return the lines at the minute `now`, with texts broken to the `widths` of the columns."""
    board = BoardLines()
    on_duty, coming = duties.on_duty(now), duties.coming(now)
    heads = sum(len(group.names) for group in on_duty)
    text = ngettext("On duty now, {time}: {heads} person", "On duty now, {time}: {heads} people", heads)
    text = text if heads else _("On duty now, {time}: nobody")
    board.head("now", text.format(time=f"{zone.wall(now):%H:%M}", heads=heads))
    for group in on_duty:
        left = _("{length} left").format(length=length_text(group.window.end - now))
        key, lines = _laid_out("now", group, left, zone, widths)
        board.add(key, lines, "strong", _cell(group, zone))
    text = _("Next, within 24 hours: {count}").format(count=len(coming))
    board.head("next", text if coming else _("Next, within 24 hours: no duty is arranged"))
    for group in coming:
        left = _("in {length}").format(length=length_text(group.window.start - now))
        key, lines = _laid_out("next", group, left, zone, widths)
        board.add(key, lines, "", _cell(group, zone))
    return board


def _laid_out(
    part: str, group: DutyGroup, left: str, zone: Zone, widths: Sequence[int]
) -> tuple[str, list[tuple[str, ...]]]:
    """Return the key of a duty's line, and the line with those that carry on its post and its names."""
    clock = f"{zone.wall(group.window.start):%H:%M}-{zone.wall(group.window.end):%H:%M}"
    texts = zip_longest(wrapped(group.title, widths[1]), wrapped(_names(group), widths[2]), fillvalue="")
    lines: list[tuple[str, ...]] = [
        ("" if index else clock, post, people, "" if index else left)
        for index, (post, people) in enumerate(texts)
    ]
    return f"{part}:{group.window.start.isoformat()}:{group.title}", lines


def _names(group: DutyGroup) -> str:
    return listed(group.names)


def _cell(group: DutyGroup, zone: Zone) -> Command:
    return cell_of(group.person, zone.day_of(group.window.start))
