"""One registry of what can be done: keys, the key bar, help and the palette are all made from it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from string import punctuation

from textual.binding import ActiveBinding, Binding, BindingType
from textual.dom import DOMNode
from textual.keys import _character_to_key, key_to_character

from dutydesk.wording import _

_KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift-Tab",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "backspace": "Backspace",
    **{_character_to_key(sign): sign for sign in punctuation},
}


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """Something that a key does: ``ActionSpec(id, keys, action, label, tooltip, show=True)``.

    `id` is unique in the program, such as ``people.add``; `keys` is a comma-separated list; `label` is a
    word or two for the key bar; `tooltip` is a sentence for help and the palette. With `show` false the
    action is left out of the key bar, and found in help and the palette only. Nothing but the palette and
    help reaches an action without keys.
    """

    id: str
    keys: str
    action: str
    label: str
    tooltip: str
    show: bool = True


def bindings(*specs: ActionSpec) -> list[BindingType]:
    """Return the Textual bindings of `specs`, for a class's ``BINDINGS``."""
    return [
        Binding(spec.keys, spec.action, spec.label, show=spec.show, id=spec.id or None, tooltip=spec.tooltip)
        for spec in specs
    ]


def borrowed_bindings(prefix: str, library: Iterable[BindingType]) -> list[BindingType]:
    """Return the bindings of one of Textual's own widgets, each with an id under `prefix` and a tooltip.

    The id is made of the action: ``cursor_left(True)`` under ``input`` is ``input.cursor-left-select``.
    """
    named: list[BindingType] = []
    for binding in library:
        if isinstance(binding, Binding):
            action = binding.action.replace("(True)", "_select").replace("_", "-")
            text = _(binding.description)
            named.append(replace(binding, id=f"{prefix}.{action}", description=text, tooltip=text))
    return named


@dataclass(frozen=True, slots=True)
class OfferedAction:
    """An action that can be done where the user is now, with every key that does it."""

    keys: tuple[str, ...]
    binding: ActiveBinding

    @property
    def label(self) -> str:
        """The word or two for the key bar."""
        return self.binding.binding.description

    @property
    def tooltip(self) -> str:
        """The sentence that explains it, or its label where there is none."""
        return self.binding.tooltip or self.binding.binding.tooltip or self.label


def key_name(key: str) -> str:
    """Return how people write `key`: ``ctrl+r`` is ``^R``, ``question_mark`` is ``?``.

    No arrows or other symbols whose width terminals disagree about.
    """
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    character = key_to_character(key)
    if character is not None and character.isprintable():
        return character
    if key.startswith("ctrl+"):
        rest = key.removeprefix("ctrl+")
        return f"^{rest.upper()}" if len(rest) == 1 else f"Ctrl-{key_name(rest)}"
    if key.startswith("shift+"):
        return f"Shift-{key_name(key.removeprefix('shift+'))}"
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


def offered(active: Iterable[tuple[str, ActiveBinding]]) -> tuple[OfferedAction, ...]:
    """Return the actions behind a screen's active bindings: each once, with all of its keys, in order.

    Bindings without a description are the inner workings of widgets and are passed over.
    """
    keys: dict[tuple[int, str], list[str]] = {}
    first: dict[tuple[int, str], ActiveBinding] = {}
    for key, binding in active:
        if not binding.binding.description or binding.binding.system or not binding.enabled:
            continue
        identity = (id(binding.node), binding.binding.tooltip or binding.binding.action)
        keys.setdefault(identity, []).append(key)
        first.setdefault(identity, binding)
    nodes = {binding.node: place for place, binding in reversed(list(enumerate(first.values())))}
    ordered = sorted(
        first.items(),
        key=lambda each: (
            nodes[each[1].node],
            _places(each[1].node.__class__).get(each[1].binding.id or "", 0),
        ),
    )
    return tuple(
        OfferedAction(tuple(key_name(key) for key in keys[identity]), binding)
        for identity, binding in ordered
    )


@cache
def _places(cls: type[DOMNode]) -> dict[str, int]:
    """Return where each action stands in what its class declares: other keys must not move it."""
    ids = [
        binding.id
        for base in cls.__mro__
        for binding in base.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.id
    ]
    return {name: place for place, name in reversed(list(enumerate(ids)))}
