"""What the keys of the roster screen do; what is done to cells belongs to its grid."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _

ROSTER_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "roster.sick",
        "s,f8",
        "panel('sick')",
        _("Sick call"),
        _("Say that this person is away, and see who can stand in"),
    ),
    ActionSpec("roster.who", "w,f7", "who", _("Who can?"), _("Rank who could stand here, with the reasons")),
    ActionSpec(
        "roster.generate",
        "g,f2",
        "generate",
        _("Generate"),
        _("Fill the open slots; pins and what is published stay"),
    ),
    ActionSpec(
        "roster.publish", "p,f3", "publish", _("Publish"), _("Let staff see the month in their calendars")
    ),
    ActionSpec(
        "roster.publish-now",
        "y",
        "publish_now",
        _("Publish this"),
        _("Publish what the open comparison shows, from the grid too"),
        show=False,
    ),
    ActionSpec(
        "roster.next-open",
        "o,f4",
        "next_open",
        _("Next open"),
        _("Go to the next slot where someone is missing"),
    ),
    ActionSpec(
        "roster.next-clash",
        "c,exclamation_mark,f5",
        "next_clash",
        _("Next clash"),
        _("Go to the next broken rule"),
        show=False,
    ),
    ActionSpec(
        "roster.why",
        "i,f10",
        "panel('why')",
        _("Why?"),
        _("Why this person stands here, and what if it were another"),
        show=False,
    ),
    ActionSpec("roster.zoom", "z", "zoom", _("Zoom"), _("Show a month, a fortnight or a week"), show=False),
    ActionSpec("roster.by", "b", "turn", _("By post"), _("Show the roster by person or by post"), show=False),
    ActionSpec("roster.find", "slash", "find", _("Find"), _("Find a person by a few letters"), show=False),
    ActionSpec(
        "roster.load",
        "f,f11",
        "panel('load')",
        _("Load"),
        _("How hours, nights and weekends are shared, and how fairly"),
        show=False,
    ),
    ActionSpec(
        "roster.events",
        "plus",
        "panel('events')",
        _("Events"),
        _("Events that need more guards, and who covers them"),
        show=False,
    ),
    ActionSpec(
        "roster.as-published",
        "a",
        "panel('as_published')",
        _("As published"),
        _("The roster as it was published on any date"),
        show=False,
    ),
    ActionSpec("roster.print", "P,f12", "print", _("Print"), _("Write the month to a file"), show=False),
    ActionSpec(
        "roster.previous",
        "left_square_bracket,less_than_sign",
        "step(-1)",
        _("Earlier"),
        _("Show the month, fortnight or week before"),
        show=False,
    ),
    ActionSpec(
        "roster.following",
        "right_square_bracket,greater_than_sign",
        "step(1)",
        _("Later"),
        _("Show the month, fortnight or week after"),
        show=False,
    ),
    ActionSpec("roster.today", "equals_sign", "today", _("Today"), _("Go to today"), show=False),
    ActionSpec(
        "roster.stop",
        "escape",
        "stop",
        _("Stop"),
        _("Stop the search and keep the best so far; close what is open"),
        show=False,
    ),
)

PANELS: dict[str, str] = {
    "sick": "dutydesk_roster.screens.sick_call:SickCallPanel",
    "who": "dutydesk_roster.screens.candidates:CandidatePanel",
    "why": "dutydesk_roster.screens.why:WhyPanel",
    "proposal": "dutydesk_roster.screens.proposal:ProposalPanel",
    "publish": "dutydesk_roster.screens.publishing:PublishingPanel",
    "as_published": "dutydesk_roster.screens.as_published:AsPublishedPanel",
    "events": "dutydesk_roster.screens.events:EventsPanel",
    "load": "dutydesk_roster.screens.load:LoadPanel",
}
"""The panels by name, each imported when it is first opened."""
