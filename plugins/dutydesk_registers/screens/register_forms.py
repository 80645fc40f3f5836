"""The forms of a register, made from the fields that its file describes."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from dutydesk.tui.widgets import Form, FormField, kept_lines, one_line
from dutydesk.wording import _
from dutydesk_registers.entries import Entry
from dutydesk_registers.field_values import MOST_LINE, MOST_LONG, NO, YES, FieldContext, canonical, shown
from dutydesk_registers.keeping import new_values
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import FieldTable, StepTable
from dutydesk_registers.standing_values import standing_value

Save = Callable[[dict[str, str]], bool]
_TYPED_AS_SHOWN = frozenset({"count", "person", "figure"})


def values_form(
    title: str,
    fields: Iterable[FieldTable],
    values: Mapping[str, str],
    context: FieldContext,
    save: Save,
    *,
    about: str,
) -> Form:
    """Return a form for some fields of an entry; `values` are those to begin with.

    `about` names the entry and what is done to it, so that what stands half-typed is found again.
    """
    asked = tuple(fields)
    long = {each.code for each in asked if each.kind == "long"}

    def keep(typed: dict[str, str]) -> bool:
        return save(
            {
                code: kept_lines(text, values.get(code, "")) if code in long else text
                for code, text in typed.items()
            }
        )

    return Form(
        title,
        [form_field(each, values.get(each.code, ""), context) for each in asked],
        keep,
        about=about,
    )


def form_field(field: FieldTable, value: str, context: FieldContext) -> FormField:
    """Return the field of a form for a field of a register that holds `value`."""
    begins = _to_type(field, value, context)
    check = partial(_fault, field, context, {value, begins})
    choices = _choices(field)
    if choices:
        return FormField(
            field.code,
            field.name,
            "choice",
            value,
            (("", "-"), *choices),
            required=field.required,
            check=check,
        )
    if field.kind in {"date", "time"}:
        return FormField(
            field.code,
            field.name,
            "date" if field.kind == "date" else "time",
            value,
            required=field.required,
            hint=field.hint or _HINTS[field.kind],
            today=context.today,
            check=check,
        )
    return FormField(
        field.code,
        field.name,
        value=begins,
        required=field.required,
        hint=field.hint or _HINTS.get(field.kind, ""),
        check=check,
        limit=MOST_LONG if field.kind == "long" else MOST_LINE,
    )


def step_choice_form(title: str, steps: Iterable[StepTable], save: Callable[[str], bool]) -> Form:
    """Return a form that asks which of several steps is taken."""
    return Form(
        title,
        [
            FormField(
                "step",
                _("What is done"),
                "choice",
                choices=tuple((each.code, each.text or each.name) for each in steps),
            )
        ],
        lambda values: save(values["step"]),
        keeps_draft=False,
    )


def step_values(register: Register, entry: Entry, step: StepTable, context: FieldContext) -> dict[str, str]:
    """Return what the fields that a step asks for hold to begin with.

    That is what the entry says, or else what the step itself sets, or what a new entry holds.
    """
    usual = {**new_values(register, context), **entry.values}
    for code, text in step.sets.items():
        if code in step.asks and code not in entry.values:
            usual[code] = standing_value(register.fields[code], text, context)
    return {code: usual.get(code, "") for code in step.asks}


def register_choice_form(
    title: str, registers: Iterable[Register], chosen: str, save: Callable[[str], bool]
) -> Form:
    """Return a form that asks for a register; `chosen` stands there to begin with."""
    return Form(
        title,
        [
            FormField(
                "register",
                _("Register"),
                "choice",
                chosen,
                tuple((each.code, each.name) for each in registers),
            )
        ],
        lambda values: save(values["register"]),
        keeps_draft=False,
    )


_HINTS = {
    "date": _("such as 12-01, +3 or today"),
    "time": _("such as 08:00"),
    "year": _("such as 2026"),
    "number": _("a number, such as 12.5"),
    "count": _("such as 40, over 1000 or about 200"),
    "person": _("a key or a name"),
    "figure": _("the key of a figure, such as drills.held"),
}


def _choices(field: FieldTable) -> tuple[tuple[str, str], ...]:
    if field.kind in {"choice", "checklist"}:
        return tuple((each.code, each.name) for each in field.choice)
    if field.kind == "yes":
        return ((YES, _("yes")), (NO, _("no")))
    return ()


def _to_type(field: FieldTable, value: str, context: FieldContext) -> str:
    """Return a value as people type it."""
    if field.kind == "long":
        return one_line(value)
    return shown(field, value, context) if field.kind in _TYPED_AS_SHOWN else value


def _fault(field: FieldTable, context: FieldContext, before: set[str], text: str) -> str:
    """Return what is wrong with a text as it is typed, or nothing; what stood there `before` may stay."""
    if text in before:
        return ""
    try:
        canonical(field, text, context)
    except ValueError as error:
        return str(error)
    return ""
