"""The lines of the Settings area: what the user prefers, and how each file of the desk stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dutydesk.api import SettingsFileState
from dutydesk.config.personal import Preferences
from dutydesk.tui.widgets.table import TableColumn, TableRow
from dutydesk.tui.widgets.text import wrapped
from dutydesk.wording import LANGUAGE_NAMES, LANGUAGES, _

COLUMNS = (TableColumn("name", "", 26), TableColumn("state", "", 14), TableColumn("what", ""))
NEW_KEYS = """\
# Keys of your own: the id of an action, and the keys that do it instead of the usual ones.
# `dutydesk keys` lists every id. For instance:
# "people.add" = "n,f2"
"""


@dataclass(frozen=True, slots=True)
class EditableFile:
    """A file that can be opened in the text pane: how messages call it, where it is, and its fault, if any.

    `label` is what the list calls it, where that is not its name.
    """

    name: str
    path: Path
    fault: str = ""
    label: str = ""
    what: str = ""
    is_keys: bool = False

    @classmethod
    def of(cls, state: SettingsFileState) -> "EditableFile":
        """Return the file of a settings file's state."""
        return cls(state.name, state.path, state.fault)


def next_language(language: str) -> str:
    """Return what comes after a choice of language: the desk's, then each that the program can speak."""
    choices = ("", *LANGUAGES)
    return choices[(choices.index(language) + 1) % len(choices)]


def preference_rows(preferences: Preferences, colours: str) -> Iterator[TableRow]:
    """Yield what the user prefers; `colours` is what people call the present ones."""
    yield TableRow("yours", (_("Yours, on this machine"),), heading=True)
    yield TableRow("theme", (_("Colours"), colours, _("Enter changes them")))
    mouse = _("on") if preferences.mouse else _("off")
    why = _("off lets the terminal mark text") if preferences.mouse else _("holds when next opened")
    yield TableRow("mouse", (_("Mouse"), mouse, why))
    spoken = LANGUAGE_NAMES.get(preferences.language) or _("the desk's")
    yield TableRow("language", (_("Language 语言"), spoken, _("holds when next opened")))
    yield TableRow("tour", (_("Tour"), "", _("a minute on how to find your way")))


def file_rows(heading: str, files: Iterable[EditableFile], room: int) -> Iterator[TableRow]:
    """Yield each file with its state in a word, and its fault in full beneath."""
    yield TableRow(f"heading:{heading}", (heading,), heading=True)
    for file in files:
        if file.fault:
            first, *more = wrapped(file.fault, room)
            yield TableRow(file.name, (file.label or file.name, _("! wrong"), first), "error")
            for place, line in enumerate(more):
                yield TableRow(f"{file.name}+{place}", ("", "", line), "error", follows=True)
        else:
            state = _("read well") if file.path.exists() else _("none yet")
            yield TableRow(file.name, (file.label or file.name, state, file.what))
