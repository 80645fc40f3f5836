"""Marking the lines of a drill's checklist: looked at and right, or wrong, with a note."""

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import clean_line, new_id
from dutydesk.wording import _
from dutydesk_drills.drill_plan import DrillCheckMark
from dutydesk_drills.drills import Drill
from dutydesk_drills.kind import DrillCheck
from dutydesk_drills.signing import refuse_signed


def check_named(drill: Drill, text: str) -> DrillCheck:
    """Return the line of the checklist that `text` names: its number from 1, or words that it alone holds.

    Raises:
        DataProblem: it is none, or may be several.
    """
    lines = drill.kind.checklist
    wanted = text.strip()
    if wanted.isascii() and wanted.isdigit():
        if 1 <= int(wanted) <= len(lines):
            return lines[int(wanted) - 1]
        raise DataProblem(
            _("there is no line {number}; the checklist of {kind} has {count}").format(
                number=wanted, kind=drill.kind.name, count=len(lines)
            )
        )
    found = [each for each in lines if wanted and wanted.casefold() in each.text.casefold()]
    if len(found) != 1:
        raise DataProblem(
            _("{text!r} stands in {count} lines of the checklist; expected one, or its number").format(
                text=clean_line(text, 60), count=len(found)
            )
        )
    return found[0]


def mark_check(
    desk: Desk, drill: Drill, check: DrillCheck, *, is_right: bool = True, note: str = ""
) -> DrillCheckMark:
    """Keep that a line was looked at, as one change, in place of any earlier mark of it.

    Raises:
        DataProblem: the record of the drill is signed off.
    """
    mark = DrillCheckMark(
        id=new_id(), drill=drill.key, text=check.text, is_right=is_right, note=clean_line(note, 300)
    )
    why = (_("Right: {line} ({drill})") if is_right else _("Wrong: {line} ({drill})")).format(
        line=check.text, drill=drill.name
    )
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        for each in change.table(DrillCheckMark).where(drill=drill.key):
            if check.reads(each.text):
                change.remove(each)
        return change.add(mark)


def unmark_check(desk: Desk, drill: Drill, mark: DrillCheckMark) -> None:
    """Take the mark of a line back, as one change.

    Raises:
        DataProblem: the record of the drill is signed off.
        StaleChange: somebody has changed the mark since.
    """
    why = _("Not looked at: {line} ({drill})").format(line=mark.text, drill=drill.name)
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        change.remove(mark)
