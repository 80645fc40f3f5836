"""What a leader types into a cell: the short of a shift, of a post, or both together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wcwidth import wcswidth

from dutydesk.domain import Person
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.roster import DutyPlan, Roster


@dataclass(frozen=True, slots=True)
class TypedCode:
    """A code as it was understood; None where it leaves the shift or the post open."""

    shift: str | None
    post: str | None


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """What the text typed so far may mean: a code, and whether more letters could make it another one."""

    code: TypedCode | None
    may_go_on: bool


def _codes(plan: DutyPlan) -> dict[str, TypedCode]:
    """Return every code by its text; a shift goes before a post of the same short."""
    found: dict[str, TypedCode] = {}
    for shift in plan.settings_shifts:
        found.setdefault(shift.short.casefold(), TypedCode(shift.code, None))
    for post in plan.posts.values():
        found.setdefault(post.short.casefold(), TypedCode(None, post.code))
    for shift in plan.settings_shifts:
        for post in plan.posts.values():
            found.setdefault(f"{shift.short}{post.short}".casefold(), TypedCode(shift.code, post.code))
    return found


def match_code(plan: DutyPlan, text: str) -> CodeMatch:
    """Return what `text` may mean, whatever its case."""
    typed = text.casefold()
    codes = _codes(plan)
    return CodeMatch(
        code=codes.get(typed),
        may_go_on=any(code.startswith(typed) and code != typed for code in codes),
    )


def first_letters(plan: DutyPlan) -> frozenset[str]:
    """Return the characters with which a code may begin, in both cases."""
    shorts = [*(each.short for each in plan.settings_shifts), *(each.short for each in plan.posts.values())]
    letters = {short[0] for short in shorts}
    return frozenset(form for letter in letters for form in (letter, letter.lower(), letter.upper()))


def code_of(plan: DutyPlan, assignment: Assignment, cells: int) -> str:
    """Return the code that stands for an assignment, in at most `cells` cells where that can be."""
    shift, post = plan.shifts.get(assignment.shift), plan.posts.get(assignment.post)
    if shift is None or post is None:
        return "??"
    whole = f"{shift.short}{post.short}"
    return whole if wcswidth(whole) <= cells else shift.short


def resolve(
    roster: Roster,
    code: TypedCode,
    person: Person,
    day: date,
    *,
    held: Sequence[Assignment] | None = None,
    heads: Mapping[tuple[date, str, str], int] | None = None,
) -> tuple[str, str] | None:
    """Return the post and the shift that `code` means for `person` on `day`.

    A shift alone keeps the post that the person has, if it is guarded in that shift; else it takes the open
    slot that needs just what the person can, else any open slot, else any slot of the shift. A post alone
    keeps the shift likewise. None where the day asks for no such thing and the code leaves something open.
    Whoever is changing more cells says what the person has (`held`) and how many stand where (`heads`) by
    then; else it is as in `roster`.
    """
    held = roster.by_cell.get((person.id, day), ()) if held is None else held
    heads = roster.heads if heads is None else heads
    if code.shift is not None and code.post is not None:
        return code.post, code.shift
    asked = [
        (line, heads.get((day, line.post, line.shift), 0) < wanted)
        for line, wanted in roster.plan.demand_on(day)
        if code.shift in {None, line.shift} and code.post in {None, line.post}
    ]
    if not asked:
        return None
    for each in held:
        for line, _open in asked:
            if (code.post is None and line.post == each.post) or (
                code.shift is None and line.shift == each.shift
            ):
                return line.post, line.shift

    able = roster.certificates.qualifications(person, day)

    def preference(place: int) -> tuple[bool, bool, int]:
        line, is_open = asked[place]
        suits = all(need in able for need in line.needs)
        return (not is_open, not (suits and bool(line.needs)), place)

    suitable = [
        place for place, (line, _open) in enumerate(asked) if all(need in able for need in line.needs)
    ]
    line, _open = asked[min(suitable or range(len(asked)), key=preference)]
    return line.post, line.shift
