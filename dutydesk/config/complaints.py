"""Turning what msgspec says of a wrong value into words for the person who wrote it."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import inspect

from dutydesk.api import KeyPath, SettingsFault
from dutydesk.config.pinning import pinned_path
from dutydesk.config.places import value_at
from dutydesk.domain import clean_line
from dutydesk.wording import _, ngettext, pgettext

_MESSAGE = re.compile(r"(?P<what>.*?)(?: - at (?P<key>`key` in )?`\$(?P<path>.*)`)?\Z", re.DOTALL)


def fault_of(
    error: msgspec.ValidationError, document: dict[str, Any], of: type[msgspec.Struct]
) -> SettingsFault:
    """Return what is wrong with `document`, and where, from the `error` of converting it to `of`."""
    found = _MESSAGE.match(str(error))
    what, in_key, written = (found["what"], found["key"], found["path"] or "") if found else ("", None, "")
    path = pinned_path(written, str(error), document, of, key_itself=bool(in_key))
    expected = _type_at(of, path, document)

    if name := _quoted(what, r"Object contains unknown field `(.*)`\Z"):
        return SettingsFault((*path, name), _unknown_key(name, expected))
    if name := _quoted(what, r"Object missing required field `(.*)`\Z"):
        return SettingsFault(path, _missing_key(name, expected))
    if in_key:
        problem = _wrong_value(what, path[-1] if path else "", None)
        return SettingsFault(path, _("this name will not do here: {problem}").format(problem=problem))
    return SettingsFault(path, _wrong_value(what, value_at(document, path), expected))


def suggestion(word: str, known: Iterator[str] | list[str]) -> str:
    """Return ``; did you mean 'x'?`` for the one of `known` that is nearest to `word`, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return _("; did you mean {near!r}?").format(near=near[0]) if near else ""


def _quoted(message: str, pattern: str) -> str:
    found = re.match(pattern, message, re.DOTALL)
    return found[1] if found else ""


def _unknown_key(name: str, table: inspect.Type | None) -> str:
    known = [field.encode_name for field in table.fields] if isinstance(table, inspect.StructType) else []
    if not known:
        return _("unknown key")
    return _("unknown key; expected one of {keys}").format(keys=", ".join(known)) + suggestion(name, known)


def _missing_key(name: str, table: inspect.Type | None) -> str:
    fields = table.fields if isinstance(table, inspect.StructType) else ()
    kind = next((_bare(field.type) for field in fields if field.encode_name == name), None)
    if isinstance(kind, inspect.StructType):
        return _("the table [{name}] is missing").format(name=name)
    if isinstance(_item_type(kind), inspect.StructType):
        return _("at least one [[{name}]] is missing").format(name=name)
    return _("the key {name} is missing").format(name=name)


def _wrong_value(what: str, value: object, expected: inspect.Type | None) -> str:
    """Translate the forms of msgspec's messages; one that is not known loses only its code marks."""
    for pattern, words in _FORMS:
        if found := re.match(pattern, what, re.DOTALL):
            return words(found, value, expected)
    return re.sub(r"`([^`]*)`", lambda name: _type_words(name[1]), what)


def _wrong_type(found: re.Match[str], value: object, expected: inspect.Type | None) -> str:
    if found["expected"].startswith("array") and isinstance(value, dict):
        if isinstance(_item_type(_bare(expected)), inspect.StructType):
            return _("expected a list of tables, each under a heading in double brackets, found one table")
        return _("expected a list in square brackets, found a table")
    if found["expected"].startswith("object") and isinstance(value, list):
        return _("expected one table, found a list (a heading in double brackets makes a list)")
    wanted = " | ".join(_type_words(one) for one in found["expected"].split(" | ") if one != "null")
    return _("expected {wanted}, found {found}").format(
        wanted=wanted.replace(" | ", pgettext("joining", " or ")), found=_found_words(value, found["got"])
    )


def _bound(found: re.Match[str], value: object, _expected: inspect.Type | None) -> str:
    texts = {
        ">=": _("expected {kind} of at least {bound}, found {value}"),
        "<=": _("expected {kind} of at most {bound}, found {value}"),
        ">": _("expected {kind} above {bound}, found {value}"),
        "<": _("expected {kind} below {bound}, found {value}"),
    }
    bound = found["bound"].removesuffix(".0")
    return texts[found["sign"]].format(kind=_type_words(found["kind"]), bound=bound, value=_shown(value))


def _length(found: re.Match[str], value: object, _expected: inspect.Type | None) -> str:
    count = int(found["count"])
    size = len(value) if isinstance(value, (str, list, dict)) else 0
    if found["sign"] == ">=" and count == 1:
        return _("this must not be empty")
    texts = {
        "str": {
            ">=": ngettext(
                "expected at least {count} character", "expected at least {count} characters", count
            ),
            "<=": ngettext(
                "expected at most {count} character", "expected at most {count} characters", count
            ),
        },
        "array": {
            ">=": ngettext("expected at least {count} item", "expected at least {count} items", count),
            "<=": ngettext("expected at most {count} item", "expected at most {count} items", count),
        },
    }
    many = texts.get(found["kind"], texts["array"])[found["sign"]]
    return _("{expected}, found {size}").format(expected=many.format(count=count), size=size)


def _exact_length(found: re.Match[str], _value: object, _expected: inspect.Type | None) -> str:
    count = int(found["count"])
    text = ngettext(
        "expected exactly {count} item, found {got}", "expected exactly {count} items, found {got}", count
    )
    return text.format(count=count, got=found["got"])


def _pattern(found: re.Match[str], value: object, expected: inspect.Type | None) -> str:
    schema = expected.extra_json_schema if isinstance(expected, inspect.Metadata) else None
    described = (schema or {}).get("description")
    wanted = str(described) if described else _("text of the form {form}").format(form=found["form"])
    return _("expected {wanted}, found {value}").format(wanted=wanted, value=_shown(value))


def _choice(found: re.Match[str], value: object, expected: inspect.Type | None) -> str:
    choices = sorted(_choices(expected), key=str)
    near = (
        suggestion(value, [one for one in choices if isinstance(one, str)]) if isinstance(value, str) else ""
    )
    shown = found["value"] if value is None else _shown(value)
    if not choices:
        return _("{value} is none of the values known here").format(value=shown)
    listed = ", ".join(_shown(one) for one in choices)
    return _("expected one of {choices}, found {value}").format(choices=listed, value=shown) + near


def _form(example: Callable[[], str]) -> Callable[[re.Match[str], object, inspect.Type | None], str]:
    def words(_found: re.Match[str], value: object, _expected: inspect.Type | None) -> str:
        return _("expected {wanted}, found {value}").format(wanted=example(), value=_shown(value))

    return words


_FORMS: tuple[tuple[str, Callable[[re.Match[str], object, inspect.Type | None], str]], ...] = (
    (r"Expected `(?P<expected>[^`]+)`, got `(?P<got>[^`]+)`\Z", _wrong_type),
    (r"Expected `(?P<kind>int|float)` (?P<sign>[<>]=?) (?P<bound>\S+)\Z", _bound),
    (r"Expected `(?P<kind>str|array|object|bytes)` of length (?P<sign>[<>]=) (?P<count>\d+)\Z", _length),
    (r"Expected `array` of length (?P<count>\d+), got (?P<got>\d+)\Z", _exact_length),
    (r"Expected `str` matching regex (?P<form>.+)\Z", _pattern),
    (r"Expected `int` that's a multiple of (?P<step>\d+)\Z", lambda found, value, _expected: _(
        "expected a multiple of {step}, found {value}").format(step=found["step"], value=_shown(value))),
    (r"Invalid (?:enum )?value (?P<value>.+)\Z", _choice),
    (r"Invalid RFC3339 encoded date\Z", _form(lambda: _type_words("date"))),
    (r"Invalid RFC3339 encoded time\Z", _form(lambda: _type_words("time"))),
    (r"Invalid RFC3339 encoded datetime\Z", _form(lambda: _type_words("datetime"))),
    (r"Invalid ISO8601 duration\Z|Only units 'D', 'H'", _form(lambda: _type_words("duration"))),
    (r"Expected `(?:datetime|time)` with no timezone", _form(lambda: _("a time without a zone"))),
    (r"Expected `(?:datetime|time)` with a timezone", _form(lambda: _("a time with its zone, as +08:00"))),
    (r"Invalid base64", _form(lambda: _("text in base64"))),
    (r".* out of range\Z", _form(lambda: _("a value within bounds"))),
)  # fmt: skip


def _type_words(name: str) -> str:
    words = {
        "str": _("text"),
        "int": _("a whole number"),
        "float": _("a number"),
        "bool": _("true or false"),
        "date": _("a date such as 2026-09-01"),
        "time": _("a time such as 07:30:00"),
        "datetime": _("a date and time such as 2026-09-01T07:30:00"),
        "duration": _("a length of time such as PT1H30M"),
        "array": _("a list"),
        "object": _("a table"),
        "null": _("nothing"),
    }
    return words.get(name, name)


def _found_words(value: object, got: str) -> str:
    kinds = {
        "str": _("text {value}"),
        "int": _("the whole number {value}"),
        "float": _("the number {value}"),
        "bool": _("{value}"),
        "date": _("the date {value}"),
        "time": _("the time {value}"),
        "datetime": _("the date and time {value}"),
    }
    return kinds[got].format(value=_shown(value)) if got in kinds else _type_words(got)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return repr(clean_line(value, 40))
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return clean_line(str(value), 40)


def _bare(kind: inspect.Type | None) -> inspect.Type | None:
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    if isinstance(kind, inspect.UnionType):
        others = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
        return _bare(others[0]) if len(others) == 1 else kind
    return kind


def _item_type(kind: inspect.Type | None) -> inspect.Type | None:
    return _bare(kind.item_type) if isinstance(kind, inspect.CollectionType) else None


def _choices(kind: inspect.Type | None) -> list[str | int | None]:
    kind = _bare(kind)
    if isinstance(kind, inspect.EnumType):
        return [member.value for member in kind.cls]
    if isinstance(kind, inspect.LiteralType):
        return list(kind.values)
    return []


def _type_at(of: type[msgspec.Struct], path: KeyPath, document: object) -> inspect.Type | None:
    """Return the type that is expected at `path`, still with its description, or None where it is open."""
    kind: inspect.Type | None = inspect.type_info(of)
    for index, step in enumerate(path):
        within = _alternative(_bare(kind), value_at(document, path[:index]))
        if isinstance(within, inspect.StructType):
            kind = next((field.type for field in within.fields if field.encode_name == step), None)
        elif isinstance(within, inspect.UnionType):
            kind = inspect.LiteralType(tuple(_tags(within, step)))
        elif isinstance(within, inspect.DictType):
            kind = within.value_type
        elif isinstance(within, inspect.TupleType) and isinstance(step, int):
            kind = within.item_types[step] if step < len(within.item_types) else None
        elif isinstance(within, inspect.CollectionType):
            kind = within.item_type
        else:
            return None
    return kind if isinstance(kind, inspect.Metadata) else _alternative(_bare(kind), value_at(document, path))


def _tags(kind: inspect.UnionType, key: str | int) -> Iterator[str | int]:
    """Yield what `key` may say to choose one of several tagged tables."""
    for one in kind.types:
        if isinstance(one, inspect.StructType) and one.tag_field == key and one.tag is not None:
            yield one.tag


def _alternative(kind: inspect.Type | None, value: object) -> inspect.Type | None:
    """Return the one of several tagged tables that `value` says it is."""
    if isinstance(kind, inspect.UnionType) and isinstance(value, dict):
        for one in kind.types:
            if isinstance(one, inspect.StructType) and value.get(one.tag_field) == one.tag:
                return one
    return kind
