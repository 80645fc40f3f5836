"""What the screens of plugins are built from; everything they need is imported from here."""

from typing import TYPE_CHECKING

from dutydesk.domain import month_name, weekday_name
from dutydesk.later import later
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen, DeskChanged
from dutydesk.tui.widgets.confirm import ConfirmBar
from dutydesk.tui.widgets.days import day_name, length_text
from dutydesk.tui.widgets.fields import FormField, kept_lines, one_line, parse_clock, parse_day, whole_number
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.form import Form
from dutydesk.tui.widgets.inputs import ChoiceInput, TextInput
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.tui.widgets.message_bar import MessageBar
from dutydesk.tui.widgets.over import OverScreen
from dutydesk.tui.widgets.over_list import OverListScreen
from dutydesk.tui.widgets.table import SelectTable, TableColumn, TableRow
from dutydesk.tui.widgets.text import fit, plain, shown, width_of, wrapped

if TYPE_CHECKING:
    from dutydesk.tui.widgets.attached_files import AttachedFilesScreen
    from dutydesk.tui.widgets.attaching import ask_attachment, ask_detaching, source_field, tell_where
    from dutydesk.tui.widgets.broken_rows import broken_row
    from dutydesk.tui.widgets.chart import Bar, BarChart
    from dutydesk.tui.widgets.grid import DutyGrid
    from dutydesk.tui.widgets.grid_model import (
        EMPTY_CELL,
        EMPTY_MODEL,
        HOLIDAY_SIGN,
        WEEKEND_SIGN,
        WORKDAY_SIGN,
        GridCell,
        GridColumn,
        GridFooter,
        GridModel,
        GridRow,
    )
    from dutydesk.tui.widgets.month import MonthModel, MonthView
    from dutydesk.tui.widgets.outcomes import ask_reopening, outcome_form
    from dutydesk.tui.widgets.printing import (
        document_fields,
        document_path,
        print_file,
        target_fault,
        target_path,
    )
    from dutydesk.tui.widgets.table_file import table_file_form

__getattr__ = later(
    __name__,
    {
        "attached_files": ("AttachedFilesScreen",),
        "attaching": (
            "ask_attachment",
            "ask_detaching",
            "source_field",
            "tell_where",
        ),
        "broken_rows": ("broken_row",),
        "chart": (
            "Bar",
            "BarChart",
        ),
        "grid": ("DutyGrid",),
        "grid_model": (
            "EMPTY_CELL",
            "EMPTY_MODEL",
            "HOLIDAY_SIGN",
            "WEEKEND_SIGN",
            "WORKDAY_SIGN",
            "GridCell",
            "GridColumn",
            "GridFooter",
            "GridModel",
            "GridRow",
        ),
        "month": (
            "MonthModel",
            "MonthView",
        ),
        "outcomes": (
            "ask_reopening",
            "outcome_form",
        ),
        "printing": (
            "document_fields",
            "document_path",
            "print_file",
            "target_fault",
            "target_path",
        ),
        "table_file": ("table_file_form",),
    },
)

__all__ = [
    "EMPTY_CELL",
    "EMPTY_MODEL",
    "HOLIDAY_SIGN",
    "WEEKEND_SIGN",
    "WORKDAY_SIGN",
    "ActionSpec",
    "AreaScreen",
    "AttachedFilesScreen",
    "Bar",
    "BarChart",
    "ChoiceInput",
    "ConfirmBar",
    "DeskChanged",
    "DutyGrid",
    "FilterBar",
    "Form",
    "FormField",
    "GridCell",
    "GridColumn",
    "GridFooter",
    "GridModel",
    "GridRow",
    "LineBar",
    "LinePart",
    "MessageBar",
    "MonthModel",
    "MonthView",
    "OverListScreen",
    "OverScreen",
    "SelectTable",
    "TableColumn",
    "TableRow",
    "TextInput",
    "ask_attachment",
    "ask_detaching",
    "ask_reopening",
    "bindings",
    "broken_row",
    "day_name",
    "document_fields",
    "document_path",
    "fit",
    "kept_lines",
    "length_text",
    "month_name",
    "one_line",
    "outcome_form",
    "parse_clock",
    "parse_day",
    "plain",
    "print_file",
    "shown",
    "source_field",
    "table_file_form",
    "target_fault",
    "target_path",
    "tell_where",
    "weekday_name",
    "whole_number",
    "width_of",
    "wrapped",
]
