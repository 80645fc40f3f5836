"""The TOML file of a register: its fields, checks, due rules, steps and figures.

Those that come with the program are packs, ``config/packs/register/NAME.toml``; a school's own lies in the
desk's ``plugins/`` folder, and a file of the desk under ``config/packs/register/`` takes the place of the
program's. All are of this one shape: nothing in the code knows a register by its name.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta

from dutydesk.api import Settings
from dutydesk.api.settings_values import Code, Name

SORT = "register"
"""What a TOML file says of itself in ``plugin`` when it is a register, and the kind of its packs."""
DUE_SORT = "register_due"
"""The kind of packs that bring further due rules to a register, such as those of a country's fire code."""

FieldKind = Literal[
    "text",
    "long",
    "number",
    "count",
    "date",
    "time",
    "year",
    "yes",
    "choice",
    "person",
    "checklist",
    "figure",
]
"""What a field holds.

``long`` has several lines; ``count`` is a number as exactly as it is known ("over 1000"); ``yes`` is yes, no
or nothing; ``person`` is somebody of the desk or a name; ``checklist`` is one of the register's checklists;
``figure`` is the key of a figure of the desk.
"""

Text = Annotated[str, Meta(max_length=300)]
LongText = Annotated[str, Meta(max_length=2000)]
MonthDay = Annotated[
    str, Meta(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z", description="a day such as 06-01")
]


class InWords(Settings, frozen=True, kw_only=True):
    """The texts of something in another language; what is absent stays as it is."""

    name: str = ""
    text: str = ""
    hint: str = ""
    with_whom: str = ""
    source: str = ""


class ChoiceTable(Settings, frozen=True, kw_only=True):
    """One ``[[field.choice]]``: a value of the field; tables may call it by one of its `aliases`."""

    code: Code
    name: Name
    aliases: tuple[Text, ...] = ()
    translations: Mapping[str, InWords] = {}


class FieldTable(Settings, frozen=True, kw_only=True):
    """One ``[[field]]``, in the order in which forms and files have them.

    With a `width`, in cells, it is a column of the list; the title always is one. `least` and `most` bound a
    number or count; a date that is `past` may not lie in the future, and not before the field `not_before`.
    `default` is what a new entry holds: a text, or ``@today``, ``@now``, ``@me`` or ``@year``. `unique`
    entries differ in it, and an import finds by it the entry that a row changes. `headings` are further names
    of its column in imported tables.
    """

    code: Code
    name: Name
    kind: FieldKind = "text"
    required: bool = False
    unique: bool = False
    width: Annotated[int, Meta(ge=0, le=40)] = 0
    choice: tuple[ChoiceTable, ...] = ()
    least: float | None = None
    most: float | None = None
    past: bool = False
    not_before: str = ""
    pattern: Annotated[str, Meta(max_length=200)] = ""
    default: Text = ""
    hint: Text = ""
    headings: tuple[Text, ...] = ()
    translations: Mapping[str, InWords] = {}


class Test(Settings, frozen=True, kw_only=True, rename={"among": "is", "other_than": "is_not"}):
    """A condition on one field of an entry, such as ``{ field = "kind", is = ["notice"] }``.

    All that is given must hold: that its value is one of `among` (written ``is``), that it is none of
    `other_than` (written ``is_not``), that it is `filled` or not.
    """

    field: str
    among: tuple[Text, ...] = ()
    other_than: tuple[Text, ...] = ()
    filled: bool | None = None


class DueTable(Settings, frozen=True, kw_only=True):
    """One ``[[due]]``: by when something must be done about an entry.

    The day is that of the date field `day`; or else so many `months` and `days` after the first of the date
    fields `since` that is filled. It holds while `until` is empty (a field; none: for ever) and every test of
    `where` holds. It stands on Today `notice_days` before, and is said to be escalated to those of
    `escalates_to` when it is more than `escalates_after` days overdue. `text` says what to do, with
    ``{field}`` for values. `source` is where the rule comes from.
    """

    code: Code
    name: Name
    day: str = ""
    since: tuple[str, ...] = ()
    months: Annotated[int, Meta(ge=0, le=1200)] = 0
    days: Annotated[int, Meta(ge=0, le=36500)] = 0
    until: str = ""
    where: tuple[Test, ...] = ()
    notice_days: Annotated[int, Meta(ge=0, le=400)] = 14
    escalates_after: Annotated[int, Meta(ge=0, le=400)] | None = None
    escalates_to: tuple[str, ...] = ("@rank:leader",)
    text: Text = ""
    source: Text = ""
    translations: Mapping[str, InWords] = {}


class ValuesInWords(Settings, frozen=True, kw_only=True):
    """The values that an entry made from another is given in another language; others stay as they are."""

    values: Mapping[str, Text] = {}


class AddTable(Settings, frozen=True, kw_only=True):
    """An entry that is made in a register from another: `values` by field, with ``{field}`` filled in.

    Whoever makes it does so in their language: with the values of `translations`, where there are some.
    """

    register: Code
    values: Mapping[str, Text] = {}
    translations: Mapping[str, ValuesInWords] = {}


class StepTable(Settings, frozen=True, kw_only=True):
    """One ``[[step]]``: something that is done about an entry with one key, such as rectifying a hazard.

    It is offered where every test of `where` holds. `asks` are fields that a small form asks for; `sets`
    gives values to fields: a text, or ``@today``, ``@now``, ``@me``. `adds` also makes an entry elsewhere,
    such as a line of servicing. `name` is a word or two on the step, `text` a sentence.
    """

    code: Code
    name: Name
    text: Text = ""
    where: tuple[Test, ...] = ()
    asks: tuple[str, ...] = ()
    sets: Mapping[str, Text] = {}
    adds: AddTable | None = None
    translations: Mapping[str, InWords] = {}


class FigureTable(Settings, frozen=True, kw_only=True):
    """One ``[[figure]]`` for the annual summary; its key is ``REGISTER.CODE``.

    It counts those entries of a year for which every test of `where` holds, or one of them with `any`: the
    ``entries``, the ``sum`` of a number or count `field`, or the ``different`` values of it. An entry is of
    the year in which its field `day` lies, which is that of the register if not given. With `overdue`, the
    code of a due rule, only entries that were overdue under it at the year's end, or are today, count; they
    need not be of that year.
    """

    code: Code
    name: Name
    counts: Literal["entries", "sum", "different"] = "entries"
    field: str = ""
    day: str = ""
    where: tuple[Test, ...] = ()
    any: bool = False
    overdue: str = ""
    across: Literal["sum", "least", "most", "apart"] = "sum"
    translations: Mapping[str, InWords] = {}


class ItemTable(Settings, frozen=True, kw_only=True):
    """One line of a checklist."""

    text: Annotated[str, Meta(min_length=1, max_length=200)]
    translations: Mapping[str, InWords] = {}


class ChecklistTable(Settings, frozen=True, kw_only=True):
    """One ``[[checklist]]``: what is looked at in a round of this name."""

    code: Code
    name: Name
    item: tuple[ItemTable, ...]
    translations: Mapping[str, InWords] = {}


class SeasonTable(Settings, frozen=True, kw_only=True):
    """One ``[[season]]``: a time of each year in which a round with a checklist is due.

    It lasts from the day `first` to the day `last` of a year, into the next where `last` is the earlier; or
    around the `begin` or `end` of each term, from `days_before` to `days_after` it. `places` are those that
    each want a round of their own; without them, one round will do. `with_whom` is who else comes along.
    """

    code: Code
    name: Name
    checklist: Code
    first: MonthDay | None = None
    last: MonthDay | None = None
    around: Literal["", "begin", "end"] = ""
    days_before: Annotated[int, Meta(ge=0, le=100)] = 7
    days_after: Annotated[int, Meta(ge=0, le=100)] = 7
    places: tuple[Text, ...] = ()
    with_whom: Text = ""
    translations: Mapping[str, InWords] = {}


class RoundsTable(Settings, frozen=True, kw_only=True):
    """The table ``[rounds]``: entries are rounds; it names the fields for checklist, place and findings.

    `findings` is a number field that is given how many items were wrong; `done` a date field that is given
    the day on which the last item was marked. A wrong item makes the entry `fails` in another register, in
    which ``{item}``, ``{note}`` and the round's own fields are filled in.
    """

    checklist: Code
    place: Code
    findings: Code
    done: Code
    fails: AddTable | None = None


class MatrixTable(Settings, frozen=True, kw_only=True):
    """The table ``[matrix]``: a view with one field's values down and another's across.

    A cell is marked where the field `mark` of its entry is filled.
    """

    down: Code
    across: Code
    mark: Code


class CarryTable(Settings, frozen=True, kw_only=True):
    """The table ``[carry]``: how a year's entries are carried over to the next.

    `year` is the field that is raised by one, and `empties` those that are emptied.
    """

    year: Code
    empties: tuple[str, ...] = ()


class LabelTable(Settings, frozen=True, kw_only=True):
    """The table ``[label]``: what a label shows.

    `code` is the field in its QR code, `lines` are texts with ``{field}``.
    """

    code: Code
    lines: tuple[Text, ...]


class EvaluationTable(Settings, frozen=True, kw_only=True):
    """The table ``[evaluation]``: the fields of entries that are indicators of the evaluation.

    `figure` holds a figure's key and `least` what it must come to; `met` is what people judged where no
    figure proves it, `proof` why.
    """

    indicator: Code
    standard: Code
    figure: Code
    least: Code
    met: Code
    points: str = ""
    proof: str = ""


class DigestTable(Settings, frozen=True, kw_only=True):
    """The table ``[digest]``: what the weekly meeting and reminder tell of entries of a week.

    An entry is of the week in which its field `day`, or the register's, lies. `text` has ``{count}`` and
    ``{titles}``.
    """

    day: str = ""
    text: Text
    where: tuple[Test, ...] = ()
    order: int = 60
    translations: Mapping[str, InWords] = {}


class RegisterTable(Settings, frozen=True, kw_only=True):
    """The table ``[register]``.

    `title` is the field by which an entry is called, `day` the date or year field by which it belongs to a
    year, `owner` the person field in whose calendar its due days stand. Entries for which a test of `closed`
    holds want nothing more. With `shared`, people who may only change what is their own can add entries and
    take steps too. Open tasks of the kind `takes` can be taken in as entries.
    """

    code: Code
    name: Name
    text: Text = ""
    colour: str = "slategray"
    title: Code
    day: str = ""
    owner: str = ""
    order: int = 100
    closed: tuple[Test, ...] = ()
    shared: bool = False
    takes: Literal["", "hazard", "finding"] = ""
    translations: Mapping[str, InWords] = {}


class RegisterFile(Settings, frozen=True, kw_only=True):
    """The TOML file of one register; it begins with ``plugin = "register"``."""

    plugin: Literal["register"]
    register: RegisterTable
    field: tuple[FieldTable, ...]
    due: tuple[DueTable, ...] = ()
    step: tuple[StepTable, ...] = ()
    figure: tuple[FigureTable, ...] = ()
    checklist: tuple[ChecklistTable, ...] = ()
    season: tuple[SeasonTable, ...] = ()
    rounds: RoundsTable | None = None
    matrix: MatrixTable | None = None
    carry: CarryTable | None = None
    label: LabelTable | None = None
    evaluation: EvaluationTable | None = None
    digest: tuple[DigestTable, ...] = ()


class DuePackFile(Settings, frozen=True, kw_only=True):
    """A pack of due rules for one register, ``config/packs/register_due/NAME.toml``."""

    name: Name
    register: Code
    due: tuple[DueTable, ...]
    source: LongText = ""
    translations: Mapping[str, InWords] = {}
