"""The keys that people have chosen in ``keys.toml``, checked against what there is to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from dutydesk.api import DataProblem, Screen
from dutydesk.config.keys_file import KeysFile, read_keys_file, read_keys_text
from dutydesk.config.personal import PersonalFolders
from dutydesk.config.text_file import shown_path
from dutydesk.tui.catalogue import Catalogue, catalogue
from dutydesk.tui.key_names import key_called
from dutydesk.tui.widgets.actions import key_name
from dutydesk.wording import _

DESK_KEYS = "config/keys.toml"


@dataclass(frozen=True, slots=True)
class ChosenKeys:
    """The keys that hold: for each action that was given others, a comma-separated list of them.

    `faults` says what is wrong with a keys file, a line each; such a file is passed over as a whole.
    """

    keymap: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeysPlaces:
    """Where keys files are: the desk's, and the user's own, which goes before it where there is one."""

    desk: Path | None
    personal: Path | None = None

    @classmethod
    def of(cls, folder: Path | None, personal: PersonalFolders | None) -> "KeysPlaces":
        """Return the places for a desk's folder and a user."""
        return cls(
            None if folder is None else folder / DESK_KEYS, None if personal is None else personal.keys_file
        )

    def each(self) -> tuple[tuple[Path, str], ...]:
        """Return each file and how messages call it, the one that goes before the others last."""
        found = [] if self.desk is None else [(self.desk, DESK_KEYS)]
        if self.personal is not None:
            found.append((self.personal, shown_path(self.personal)))
        return tuple(found)


def chosen_keys(places: KeysPlaces, areas: Sequence[Screen], known: Catalogue | None = None) -> ChosenKeys:
    """Return the keys that the files of `places` choose; nothing is imported where there are none."""
    keymap: dict[str, str] = {}
    faults: list[str] = []
    for path, shown in places.each():
        try:
            file = read_keys_file(path, shown)
            if file is not None:
                known = known or catalogue(areas)
                keymap = _checked(file, known, keymap)
        except DataProblem as problem:
            faults.append(str(problem))
    return ChosenKeys(keymap, tuple(faults))


def keys_fault(text: str, shown: str, known: Catalogue) -> str:
    """Return in one line what would be wrong with a keys file that holds `text`, or nothing."""
    try:
        _checked(read_keys_text(text, shown), known, {})
    except DataProblem as problem:
        return str(problem)
    return ""


def keys_of(action: str, keys: Sequence[str], keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Return how people write the keys of an action, which has `keys` unless `keymap` says otherwise."""
    return tuple(key_name(key) for key in (keymap[action].split(",") if action in keymap else keys))


def _checked(file: KeysFile, known: Catalogue, before: Mapping[str, str]) -> dict[str, str]:
    """Return the keymap `before` with what `file` says over it.

    Raises:
        DataProblem: an id or key is not known, or one key would stand for two actions of one place.
    """
    keymap = dict(before)
    for action, typed in file.keys.items():
        if action not in known.ids and not known.unread:
            near = get_close_matches(action, known.ids, n=1, cutoff=0.6)
            hint = _("; did you mean {near!r}?").format(near=near[0]) if near else ""
            raise DataProblem(
                file.problem(action, _("there is no such action; `dutydesk keys` lists them") + hint)
            )
        try:
            keymap[action] = ",".join(dict.fromkeys(key_called(key) for key in typed or ("",)))
        except ValueError as error:
            raise DataProblem(file.problem(action, str(error))) from error
    for action, key, other in _clashes(known, keymap):
        if action in file.keys or other in file.keys:
            mine, theirs = (action, other) if action in file.keys else (other, action)
            raise DataProblem(
                file.problem(
                    mine, _("the key {key} stands for {other} there").format(key=key_name(key), other=theirs)
                )
            )
    return keymap


def _clashes(known: Catalogue, keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each pair of actions, and the key, that would share it in one place because of `keymap`."""
    for _place, actions in known.together:
        owner: dict[str, str] = {}
        for action, keys in actions.items():
            for key in keymap[action].split(",") if action in keymap else sorted(keys):
                other = owner.setdefault(key, action)
                if other != action and (action in keymap or other in keymap):
                    yield action, key, other
