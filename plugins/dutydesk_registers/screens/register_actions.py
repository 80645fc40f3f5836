"""What the keys do in the list of a register."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _
from dutydesk_registers.entry_state import has_states
from dutydesk_registers.register import Register

USUAL_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("register.add", "a", "add", _("Add"), _("Add an entry")),
    ActionSpec("register.edit", "e", "edit", _("Edit"), _("Change this entry")),
    ActionSpec(
        "register.next",
        "d",
        "next_step",
        _("Next step"),
        _("Do what comes next about this entry, such as closing it"),
    ),
    ActionSpec("register.remove", "x,delete", "remove", _("Remove"), _("Remove this entry, after asking")),
    ActionSpec("register.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    ActionSpec(
        "register.year-before",
        "left_square_bracket",
        "year(-1)",
        _("Year before"),
        _("Show the year before"),
        show=False,
    ),
    ActionSpec(
        "register.year-after",
        "right_square_bracket",
        "year(1)",
        _("Year after"),
        _("Show the year after"),
        show=False,
    ),
    ActionSpec(
        "register.all-years", "y", "all_years", _("All years"), _("Show all years, or one again"), show=False
    ),
    ActionSpec(
        "register.only-open",
        "o",
        "only_open",
        _("Only open"),
        _("Show only what is open, of whichever year, or everything again"),
        show=False,
    ),
    ActionSpec(
        "register.whole", "space", "whole", _("Whole"), _("Show all of this entry, or less again"), show=False
    ),
)
FURTHER_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "register.round",
        "r",
        "round",
        _("Round"),
        _("Go on with this round, or look at what was found"),
        show=False,
    ),
    ActionSpec(
        "register.begin", "n", "begin", _("New round"), _("Begin a round with a checklist"), show=False
    ),
    ActionSpec("register.files", "f", "files", _("Files"), _("Files and photos of this entry"), show=False),
    ActionSpec(
        "register.history",
        "h",
        "entry_history",
        _("History"),
        _("Who changed what of this entry"),
        show=False,
    ),
    ActionSpec(
        "register.matrix", "m", "matrix", _("Matrix"), _("See at once where one is missing"), show=False
    ),
    ActionSpec(
        "register.import",
        "i",
        "import_entries",
        _("Import"),
        _("Import entries from CSV or Excel"),
        show=False,
    ),
    ActionSpec(
        "register.print",
        "p",
        "print",
        _("Print"),
        _("Print the list or labels, or save it as a table"),
        show=False,
    ),
    ActionSpec(
        "register.carry",
        "c",
        "carry",
        _("Carry over"),
        _("Carry the entries of this year over to the next"),
        show=False,
    ),
    ActionSpec(
        "register.complete",
        "v",
        "complete",
        _("Complete"),
        _("Say that this year is complete, so that nothing entered means that there was none"),
        show=False,
    ),
    ActionSpec(
        "register.take",
        "t",
        "take",
        _("Take in"),
        _("Make entries of the tasks that belong here"),
        show=False,
    ),
)
"""Those for which the line beneath the list offers words to click."""
REGISTER_ACTIONS = (*USUAL_ACTIONS, *FURTHER_ACTIONS)
OWN_ACTIONS = frozenset(each.action.partition("(")[0] for each in REGISTER_ACTIONS)


def offered_actions(register: Register) -> frozenset[str]:
    """Return the names of the actions that make sense for a register."""
    file = register.file
    refused = {
        "next_step": not file.step,
        "round": file.rounds is None,
        "begin": file.rounds is None,
        "matrix": file.matrix is None,
        "carry": file.carry is None,
        "take": not file.register.takes,
        "complete": register.day_field is None,
        "year": register.day_field is None,
        "all_years": register.day_field is None,
        "only_open": not has_states(register),
    }
    return OWN_ACTIONS - {name for name, is_refused in refused.items() if is_refused}
