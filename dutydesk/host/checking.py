"""Checking that a value from a plugin is what its type says, down to its fields."""

import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache

import msgspec
from msgspec import structs

from dutydesk.config.complaints import fault_of
from dutydesk.config.places import place_in_words
from dutydesk.wording import _

_Fits = Callable[[object], bool]


def misfit(value: object, of: type) -> str:
    """Return what is wrong with `value` as an `of`, or an empty string.

    A dataclass or a msgspec structure holds whatever it is given, and a day that is a text would break the
    sorting of everyone's: so its fields are looked at too, and those of what they hold. A structure's limits,
    such as the length of a text, hold as they do in a file.
    """
    complaint = _wrong_type(value, of)
    if complaint or not isinstance(value, msgspec.Struct):
        return complaint
    return _beyond_limits(value)


def _wrong_type(value: object, of: type) -> str:
    if not isinstance(value, of):
        return _("{of} was expected, not {got}").format(of=of.__name__, got=type(value).__name__)
    if is_dataclass(of) or issubclass(of, msgspec.Struct):
        for name, (fits, expected) in _checks(of).items():
            held = getattr(value, name)
            if not fits(held):
                return _inner_misfit(held) or _("{of}.{name} must be {expected}, not {got}").format(
                    of=of.__name__, name=name, expected=expected, got=type(held).__name__
                )
    return ""


def _inner_misfit(held: object) -> str:
    """Return what is wrong inside a field's value that is a structure, or a row of them."""
    for each in held if isinstance(held, tuple | list) else (held,):
        if isinstance(each, msgspec.Struct) or (is_dataclass(each) and not isinstance(each, type)):
            complaint = _wrong_type(each, type(each))
            if complaint:
                return complaint
    return ""


def _beyond_limits(value: msgspec.Struct) -> str:
    """Return which of the limits that a structure's type sets its values break, or an empty string."""
    try:
        document = msgspec.to_builtins(value)
    except TypeError:
        return ""  # It holds what no file can, such as a function: no limits are written for that.
    try:
        msgspec.convert(document, type(value), strict=True)
    except msgspec.ValidationError as error:
        fault = fault_of(error, document, type(value))
        place = place_in_words(fault.path, document)
        return f"{type(value).__name__}, {place}: {fault.problem}"
    return ""


@lru_cache(maxsize=128)
def _checks(of: type) -> Mapping[str, tuple[_Fits, str]]:
    hints = typing.get_type_hints(of)
    if is_dataclass(of):
        names = [each.name for each in fields(of)]
    else:
        names = [each.name for each in structs.fields(of)]
    return {name: (_check(hints[name]), getattr(hints[name], "__name__", str(hints[name]))) for name in names}


def _check(hint: object) -> _Fits:  # noqa: PLR0911 - one return for each sort of type
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if isinstance(hint, types.UnionType) or origin is typing.Union:
        checks = [_check(part) for part in parts]
        return lambda value: any(fits(value) for fits in checks)
    if origin is typing.Literal:
        return lambda value: value in parts
    if origin in {tuple, list, frozenset, set}:
        return _row_check(origin, parts)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        keys, values = _check(parts[0]), _check(parts[1])
        return lambda value: (
            isinstance(value, origin) and all(map(keys, value)) and all(map(values, value.values()))
        )
    if hint is date:
        return lambda value: isinstance(value, date) and not isinstance(value, datetime)
    if hint in {int, float}:
        number = float | int if hint is float else int
        return lambda value: isinstance(value, number) and not isinstance(value, bool)
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, msgspec.Struct)):
        return lambda value: isinstance(value, hint) and not _wrong_type(value, hint)
    if isinstance(hint, type):
        return lambda value: isinstance(value, hint)
    return lambda _value: True


def _row_check(origin: type, parts: tuple[object, ...]) -> _Fits:
    if origin is tuple and parts[1:] != (...,):
        checks = [_check(part) for part in parts]
        return lambda value: (
            isinstance(value, tuple)
            and len(value) == len(checks)
            and all(fits(each) for fits, each in zip(checks, value, strict=True))
        )
    inner = _check(parts[0])

    def fits(value: object) -> bool:
        return isinstance(value, origin) and isinstance(value, Iterable) and all(map(inner, value))

    return fits
