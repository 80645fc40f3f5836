"""What the keys of a guard's own area do."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _, pgettext

MINE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("mine.leave", "l", "leave", pgettext("days off", "Leave"), _("Ask the leader for days off")),
    ActionSpec(
        "mine.swap", "s", "swap", _("Swap"), _("Ask to be freed of this duty, for another one or for nothing")
    ),
    ActionSpec(
        "mine.offer", "o", "offer", _("Offer"), _("Offer to stand what someone else gives away; say yes")
    ),
    ActionSpec("mine.refuse", "x", "refuse", _("Say no"), _("Say no to who asks you by name"), show=False),
    ActionSpec(
        "mine.take",
        "t",
        "take",
        _("Take"),
        _("Stand a duty at once in an emergency, without waiting for the leader"),
    ),
    ActionSpec(
        "mine.withdraw",
        "w,delete",
        "withdraw",
        _("Withdraw"),
        _("Take back a request or an offer of yours"),
    ),
    ActionSpec(
        "mine.volunteer",
        "v",
        "volunteer",
        _("Be called"),
        _("Say on which days you can be called for a further duty"),
    ),
    ActionSpec(
        "mine.link", "c", "link", _("Calendar"), _("Links to your own calendar, for your phone"), show=False
    ),
    ActionSpec("mine.history", "h", "history", _("History"), _("What was done about this request")),
    ActionSpec(
        "mine.who",
        "i",
        "who",
        pgettext("me", "Who"),
        _("Say who you are, or look as someone else"),
        show=False,
    ),
)
