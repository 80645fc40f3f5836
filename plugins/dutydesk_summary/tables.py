"""What the summary plugin keeps in the desk's database."""

from dutydesk.api import TableSet, TableSpec
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.year.section_note import SectionNote

SUMMARY_TABLES = TableSet(
    owner="summary",
    tables=(
        TableSpec("reminder", Reminder, (("monday",),)),
        TableSpec("section_note", SectionNote, (("year",),)),
    ),
    migrations="dutydesk_summary.migrations",
    head="summary_0001",
)
