"""A word on the rounds that the seasons of a register want."""

from collections.abc import Sequence

from dutydesk.wording import _, ngettext
from dutydesk_registers.inspecting.seasons import SeasonDue, SeasonState
from dutydesk_registers.register import Register


def season_words(register: Register, wanted: Sequence[SeasonDue]) -> tuple[str, str]:
    """Return how the rounds stand that seasons want by now, and its style; nothing without seasons."""
    if not register.file.season:
        return "", ""
    overdue = sum(each.state is SeasonState.OVERDUE for each in wanted)
    if overdue:
        text = ngettext("{count} round overdue", "{count} rounds overdue", overdue)
        return text.format(count=overdue), "error"
    if wanted:
        text = ngettext("{count} round due", "{count} rounds due", len(wanted))
        return text.format(count=len(wanted)), "warning"
    return _("no round due"), "muted"
