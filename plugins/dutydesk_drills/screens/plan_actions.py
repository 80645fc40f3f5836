"""What can be done on the screen of a drill's plan, by key."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _, pgettext

PLAN_ACTIONS = (
    ActionSpec(
        "drill-plan.open",
        "enter",
        "open",
        pgettext("verb", "Open"),
        _("Change what the line is about"),
        show=False,
    ),
    ActionSpec("drill-plan.texts", "e", "texts", _("Texts"), _("Change what is played, routes and the rest")),
    ActionSpec("drill-plan.building", "b", "building", _("Building"), _("Let a building take part")),
    ActionSpec(
        "drill-plan.fill", "f", "fill", _("Fill"), _("Fill the parts from who is there, after asking")
    ),
    ActionSpec("drill-plan.check", "space", "check", _("Check"), _("Mark this line as right, or unmark it")),
    ActionSpec("drill-plan.told", "n", "told", _("Notice"), _("Note that parents were told today")),
    ActionSpec("drill-plan.known", "s", "known", _("Secret"), _("Announce the drill, or keep it secret")),
    ActionSpec("drill-plan.copy", "c", "copy_last", _("As last"), _("Plan it as the last such drill")),
    ActionSpec("drill-plan.print", "w", "print", _("Print"), _("Print the plan")),
    ActionSpec("drill-plan.remove", "x", "remove", _("Remove"), _("Take a building out, or a part back")),
)
