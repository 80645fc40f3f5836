"""Checking that a value from a plugin is what its type says, down to its fields."""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache

from dutydesk.wording import _


def misfit(value: object, of: type) -> str:
    """Return what is wrong with `value` as an `of`, or an empty string.

    A dataclass holds whatever it is given, and a day that is a text would break the sorting of everyone's:
    so its fields are looked at too.
    """
    if not isinstance(value, of):
        return _("{of} was expected, not {got}").format(of=of.__name__, got=type(value).__name__)
    if is_dataclass(of):
        for name, (fits, expected) in _checks(of).items():
            held = getattr(value, name)
            if not fits(held):
                return _("{of}.{name} must be {expected}, not {got}").format(
                    of=of.__name__, name=name, expected=expected, got=type(held).__name__
                )
    return ""


@lru_cache(maxsize=128)
def _checks(of: type) -> Mapping[str, tuple[Callable[[object], bool], str]]:
    hints = typing.get_type_hints(of)
    return {
        field.name: (
            _check(hints[field.name]),
            getattr(hints[field.name], "__name__", str(hints[field.name])),
        )
        for field in fields(of)
    }


def _check(hint: object) -> Callable[[object], bool]:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        parts = [_check(part) for part in typing.get_args(hint)]
        return lambda value: any(part(value) for part in parts)
    if typing.get_origin(hint) is tuple and typing.get_args(hint)[1:] == (...,):
        inner = _check(typing.get_args(hint)[0])
        return lambda value: isinstance(value, tuple) and all(map(inner, value))
    if hint is date:
        return lambda value: isinstance(value, date) and not isinstance(value, datetime)
    if hint is float:
        return lambda value: isinstance(value, float | int)
    if isinstance(hint, type):
        return lambda value: isinstance(value, hint)
    return lambda _value: True
