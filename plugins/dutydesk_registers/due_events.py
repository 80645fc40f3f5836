"""What is due in registers as events in calendars: of those who own it, and of a calendar of its own."""

from collections.abc import Iterator
from datetime import date, timedelta

from dutydesk.api import Desk, Feed, FeedEvent
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Window
from dutydesk.domain.record import NEVER
from dutydesk.wording import _, listed
from dutydesk_registers.due_wording import due_wording
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.inspecting.season_window import SeasonWindow, season_windows
from dutydesk_registers.register import Register
from dutydesk_registers.registers import registers

FEED = "registers"
_KIND = "register"
_A_DAY = timedelta(days=1)
_A_MOMENT = timedelta.resolution


def register_feeds(desk: Desk) -> tuple[Feed, ...]:
    """Return the feed of what is due, where a register knows of due days or seasons."""
    if not any(register.due or register.file.season for register in registers(desk).values()):
        return ()
    description = _("By when something must be done about hazards, equipment and the like, and rounds")
    return (Feed(FEED, _("Registers: what is due"), description=description),)


def due_events(desk: Desk, window: Window) -> Iterator[FeedEvent]:
    """Yield an all-day event, which takes no time, for each entry due in `window`, and for each season.

    An entry's event hangs on the entry alone. A season's says nothing of the rounds that were made, for those
    lie on days of their own.
    """
    first, last = desk.zone.day_of(window.start), desk.zone.day_of(window.end - _A_MOMENT)
    kept = registers(desk)
    yield from _entry_events(desk, kept, first, last)
    school = desk.school_calendar()
    for register in kept.values():
        for season in register.file.season:
            for year in range(first.year - 1, last.year + 2):
                for each in season_windows(season, year, school):
                    if each.first <= last and each.last >= first:
                        yield _season_event(register, each)


def _entry_events(desk: Desk, kept: dict[str, Register], first: date, last: date) -> Iterator[FeedEvent]:
    with_rules = tuple(code for code, register in kept.items() if register.due)
    if not with_rules:
        return
    records = desk.table(RegisterEntry).between("due", first, last, register=with_rules)
    names, words = names_by_key(desk) if records else {}, due_wording(desk)
    for record in records:
        register = kept[record.register]
        rule = register.due_rule(record.due_rule)
        if rule is None or record.due is None:
            continue
        yield FeedEvent(
            uid=f"entry-{record.id}",
            start=record.due,
            end=record.due + _A_DAY,
            title=words(register, rule, record),
            description="\n".join(filter(None, (register.name, rule.name, rule.source))),
            kind=_KIND,
            category=_("Register"),
            colour=register.file.register.colour,
            people=(record.owner,) if record.owner in names else (),
            feeds=(FEED,),
            revision=max(record.revision, 1),
            changed=record.changed,
            busy=False,
        )


def _season_event(register: Register, window: SeasonWindow) -> FeedEvent:
    season = window.season
    places = listed(season.places)
    whom = _("with {whom}").format(whom=season.with_whom) if season.with_whom else ""
    return FeedEvent(
        uid=f"season-{register.code}.{window.key}",
        start=window.first,
        end=window.last + _A_DAY,
        title=_("Round: {season}").format(season=season.name),
        description="\n".join(filter(None, (register.name, places, whom))),
        kind=_KIND,
        category=_("Register"),
        colour=register.file.register.colour,
        feeds=(FEED,),
        changed=NEVER,
        busy=False,
    )
