"""The rounds of inspection of the sample school, and the hazards that they and others found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import Desk
from dutydesk.domain import new_id
from dutydesk_registers.entry import EntryMark
from dutydesk_registers.inspecting.seasons import SeasonDue, seasons_of_year
from dutydesk_registers.sample_school import rows
from dutydesk_registers.sample_school.days import SampleDays
from dutydesk_registers.sample_school.keeping import LEADER, SampleKeeping, Values

_INTO_SEASON, _A_DAY = timedelta(days=5), timedelta(days=1)
_MARKED_SO_FAR = 3


def seasons_to_fill(desk: Desk, keeping: SampleKeeping) -> tuple[SeasonDue, ...]:
    """Return the rounds that seasons want of this year, and of the last one all but the last."""
    register, year = keeping.registers.get("inspections"), keeping.days.today.year
    if register is None:
        return ()
    return (*seasons_of_year(desk, register, year - 1)[:-1], *seasons_of_year(desk, register, year))


def keep_rounds(keeping: SampleKeeping, seasons: Sequence[SeasonDue]) -> None:
    """Keep a round for each season that has begun, the last of them still under way, and the hazards."""
    days = keeping.days
    left = [_Hazard(days.on(*row[:3]), *row[3:]) for row in rows.HAZARDS]
    running = [each for each in seasons if each.first <= days.today <= each.last]
    for each in seasons:
        is_open = running[-1:] == [each]
        day = max(each.first, days.today - _A_DAY) if is_open else each.first + _INTO_SEASON
        if day <= days.today:
            found = [
                hazard for hazard in left if (hazard.day, hazard.checklist) == (day, each.season.checklist)
            ]
            _keep_round(keeping, each, day, found, is_open=is_open)
            left = [hazard for hazard in left if hazard not in found]
    for hazard in left:
        keeping.keep("hazards", hazard.values(days))


def _keep_round(
    keeping: SampleKeeping, season: SeasonDue, day: date, found: Sequence["_Hazard"], *, is_open: bool
) -> None:
    register = keeping.registers["inspections"]
    values = {"checklist": season.season.checklist, "place": season.place, "day": f"{day}", "by": LEADER}
    values["with_whom"] = season.season.with_whom
    if not is_open:
        values |= {"findings": str(len(found)), "done": f"{day}"}
    kept = keeping.keep("inspections", values)
    checklist = register.checklist(season.season.checklist)
    if kept is None or checklist is None:
        return
    wrong = {each.line: each for each in found}
    for position, item in enumerate(checklist.item[: _MARKED_SO_FAR if is_open else None]):
        hazard = wrong.get(position)
        raised = (
            keeping.keep("hazards", hazard.values(keeping.days), kept.subject) if hazard is not None else None
        )
        keeping.change.add(
            EntryMark(
                id=new_id(),
                entry=kept.id,
                position=position,
                item=item.text,
                is_right=hazard is None,
                note=hazard.what if hazard is not None else "",
                raised=raised.id if raised is not None else "",
            )
        )


@dataclass(frozen=True, slots=True)
class _Hazard:
    """A hazard of the sample; one found on a round names its checklist and the line that was wrong."""

    day: date
    what: str
    place: str
    found_in: str
    severity: str
    given: int
    taken: int
    owner: str
    proof: str
    checklist: str
    line: int

    def values(self, days: SampleDays) -> Values:
        """Return its entry: rectified in time, and looked at again."""
        rectified = days.later(self.day, self.taken)
        return {
            "what": self.what,
            "place": self.place,
            "found": f"{self.day}",
            "found_in": self.found_in,
            "severity": self.severity,
            "owner": self.owner,
            "due": f"{self.day + timedelta(days=self.given)}",
            "rectified": f"{rectified}",
            "proof": self.proof,
            "checked": f"{days.later(rectified, 2)}",
            "checked_by": LEADER,
        }
