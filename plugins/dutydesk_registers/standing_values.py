"""Values that a file gives to fields: ``@today``, ``@now``, ``@me``, ``@year``, and what stands in gaps."""

from collections.abc import Mapping
from contextlib import suppress

from dutydesk_registers.due_days import GAP, filled_text
from dutydesk_registers.field_values import FieldContext, canonical
from dutydesk_registers.register_file import FieldTable

TODAY, NOW, ME, YEAR = "@today", "@now", "@me", "@year"
STANDING = (TODAY, NOW, ME, YEAR)
"""What a file may write in place of a text."""


def standing_value(field: FieldTable, text: str, context: FieldContext) -> str:
    """Return what a text of a file gives to `field`: what it stands for, or itself as the field keeps it.

    Whoever works at the desk under a name that several people have is nobody.

    Raises:
        ValueError: the field cannot hold it.
    """
    if text not in STANDING:
        return canonical(field, text, context)
    if text == ME:
        return _me(field, context)
    if field.kind == "time":
        return f"{context.now:%H:%M}"
    if field.kind == "year" or text == YEAR:
        return canonical(field, str(context.today.year), context)
    if text == NOW and field.kind in {"text", "long"}:
        return f"{context.now:%Y-%m-%d %H:%M}"
    return canonical(field, context.today.isoformat(), context)


def gap_value(
    field: FieldTable, text: str, kept: Mapping[str, str], read: Mapping[str, str], context: FieldContext
) -> str:
    """Return what a text with gaps gives to `field`, filled in from another entry.

    A text is given what people `read` there; any other field what is `kept`, which means the same in every
    language.

    Raises:
        ValueError: the field cannot hold it.
    """
    values = read if field.kind in {"text", "long"} else kept
    filled = filled_text(text, values) if GAP.search(text) else text
    if filled != text:
        return canonical(field, filled, context)
    return standing_value(field, text, context)


def _me(field: FieldTable, context: FieldContext) -> str:
    name = context.me if field.kind == "person" else context.names.get(context.me, context.me)
    with suppress(ValueError):
        return canonical(field, name, context)
    return ""
