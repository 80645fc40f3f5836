"""Planning a safety week from a template: its days, owners, preparation and budget, as one change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.holding import HELD
from dutydesk.api.tasks import new_task
from dutydesk.domain import Person, TaskKind, clean_line, new_id
from dutydesk.wording import _
from dutydesk_safetyweek.changing import checked_cost, with_outcome
from dutydesk_safetyweek.entries import weeks
from dutydesk_safetyweek.entry_draft import EntryDraft
from dutydesk_safetyweek.laying_out import laid_out
from dutydesk_safetyweek.pack import read_pack
from dutydesk_safetyweek.safety_week import SafetyWeek, WeekActivity, WeekCost
from dutydesk_safetyweek.school_days import school_day_until
from dutydesk_safetyweek.settings import SafetyWeekFile, education_day
from dutydesk_safetyweek.template import PreparationStep, TemplateEntry, WeekTemplate

MOST_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoices:
    """What someone chooses when a week is planned; what is left out follows from settings and template.

    `first` is the first day, `days` how many there are. With `skip_holidays` what would be on a day without
    school goes to the other days. `key` is a word that tells the week from another of the year. `owners` are
    keys of people by kind of activity, before those of the settings.
    """

    first: date | None = None
    days: int | None = None
    skip_holidays: bool = False
    key: str = ""
    owners: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """A week that was planned, and the names of those who were to be in charge but are not there."""

    week: SafetyWeek
    left: tuple[str, ...] = ()


def plan_week(
    desk: Desk,
    year: int,
    *,
    pack: str,
    first: date | None = None,
    days: int | None = None,
    skip_holidays: bool = False,
    key: str = "",
    owners: Mapping[str, str] | None = None,
) -> PlannedWeek:
    """Plan the week of a year from a pack, as one change; the choices are those of `PlanChoices`.

    Raises:
        DataProblem: the year has a week already, there is no such pack, or a day has no school.
    """
    choices = PlanChoices(first=first, days=days, skip_holidays=skip_holidays, key=key, owners=owners)
    refuse_second(desk, year, key)
    return plan_from(desk, year, read_pack(desk, pack), choices)


def plan_from(desk: Desk, year: int, template: WeekTemplate, choices: PlanChoices) -> PlannedWeek:
    """Plan the week of a year from any template, as one change.

    Raises:
        DataProblem: the year has a week already, or a day has no school.
    """
    refuse_second(desk, year, choices.key)
    days = planned_days(desk, year, template, choices)
    entries = laid_out(template.entries, days, desk.school_calendar(), skip_holidays=choices.skip_holidays)
    week = SafetyWeek(
        id=week_id(year, choices.key),
        theme=clean_line(template.theme, 100),
        first=days[0],
        last=days[-1],
        aims=tuple(clean_line(each, 200) for each in template.aims),
        pack=template.source,
    )
    people = {person.id: person for person in desk.people()}
    left = dict.fromkeys(template.left)
    drafts = []
    for entry, day in entries:
        draft = _draft(desk, entry, day, people, choices.owners or {}, left).checked(desk)
        drafts.append((entry, draft))
    with desk.change(
        _("Planned: the safety week {week}, {theme}").format(week=week.id, theme=week.theme)
    ) as (change):
        kept = change.add(week)
        ids = [_add_entry(desk, change, kept, entry, draft) for entry, draft in drafts]
        for cost in template.costs:
            change.add(
                checked_cost(
                    WeekCost(
                        id=new_id(),
                        week=week.id,
                        title=cost.title,
                        activity=ids[cost.entry] if cost.entry is not None else "",
                        planned=cost.planned,
                    )
                )
            )
    return PlannedWeek(kept, tuple(left))


def week_id(year: int, key: str) -> str:
    """Return the id of a year's week, or of another one that `key` names.

    Raises:
        DataProblem: the word is none.
    """
    if not key:
        return str(year)
    if not key.replace("-", "").isalnum() or len(key) > 32:  # noqa: PLR2004 - as long as a code
        raise DataProblem(
            _("{key!r} is no word for a week; expected letters, digits and dashes, at most 32").format(
                key=clean_line(key, 40)
            )
        )
    return f"{year}-{key}"


def refuse_second(desk: Desk, year: int, key: str) -> None:
    """Raise DataProblem where the year has a week already, or one that `key` names."""
    there = [each for each in weeks(desk, year) if not key or each.id == week_id(year, key)]
    if there:
        raise DataProblem(
            _(
                "{year} has a safety week already: {theme}, {first} to {last}; "
                "give another one a word of its own with --key"
            ).format(year=there[0].id, theme=there[0].theme, first=there[0].first, last=there[0].last)
        )


def planned_days(desk: Desk, year: int, template: WeekTemplate, choices: PlanChoices) -> tuple[date, ...]:
    """Return the days of the week that would be planned.

    Raises:
        DataProblem: nobody says when it begins, or it does not begin in that year.
    """
    settings = desk.settings(SafetyWeekFile)
    first = choices.first or settings.first_day(year)
    if first is None:
        raise DataProblem(
            _("say on which day the week begins, such as --from {day}; no rule stands in {file}").format(
                day=education_day(year), file="config/safetyweek.toml"
            )
        )
    if first.year != year:
        raise DataProblem(
            _("{day} is not in {year}; expected the first day of the week in that year").format(
                day=first, year=year
            )
        )
    longest = max((entry.day for entry in template.entries), default=1)
    count = choices.days or max(settings.days, min(longest, MOST_DAYS))
    if not 1 <= count <= MOST_DAYS:
        raise DataProblem(_("{days} days are no week; expected 1 to 7").format(days=count))
    return tuple(first + timedelta(days=each) for each in range(count))


def _draft(  # noqa: PLR0917 - all that an entry is made of
    desk: Desk,
    entry: TemplateEntry,
    day: date,
    people: Mapping[str, Person],
    chosen: Mapping[str, str],
    left: dict[str, None],
) -> EntryDraft:
    usual = desk.settings(SafetyWeekFile).owners
    owner = entry.owner or chosen.get(entry.kind) or usual.get(entry.kind, "")
    if owner and owner in people and people[owner].has_left(day):
        left[people[owner].name] = None
        owner = ""
    elif owner and owner not in people:
        left[owner] = None
        owner = ""
    return EntryDraft(
        title=entry.title,
        kind=entry.kind,
        day=day,
        start=entry.start,
        end=entry.end,
        place=entry.place,
        owner=owner,
        audience=entry.audience,
        classes=entry.classes,
        heads=entry.heads,
        materials=entry.materials,
        participants=entry.participants,
        excuses_duty=entry.excuses_duty,
        note=entry.note,
    )


def _add_entry(desk: Desk, change: Change, week: SafetyWeek, entry: TemplateEntry, draft: EntryDraft) -> str:
    today = desk.today()
    activity = draft.activity(new_id())
    detail = draft.detail(WeekActivity(id=activity.id, week=week.id, kind=draft.kind))
    if entry.outcome is not None and draft.day <= today:
        activity = replace(activity, state=HELD)
        detail = with_outcome(detail, entry.outcome.checked())
    change.add(activity)
    change.add(detail)
    if draft.day >= today:
        for step in _steps(desk, entry):
            change.add(
                new_task(
                    step.title,
                    kind=TaskKind.PREPARATION,
                    owner=draft.owner,
                    due=max(prepared_by(desk, draft.day, step.days_before), today),
                    about=f"activity:{activity.id}",
                    place=draft.place,
                )
            )
    return activity.id


def prepared_by(desk: Desk, day: date, days_before: int) -> date:
    """Return the day by which something is prepared: so many days before, or the school day before that."""
    return school_day_until(desk.school_calendar(), day - timedelta(days=days_before))


def _steps(desk: Desk, entry: TemplateEntry) -> Sequence[PreparationStep]:
    """Return what an entry needs: by its template, then what the settings add for its kind."""
    steps = {step.title: step for step in entry.preparation}
    for each in desk.settings(SafetyWeekFile).preparation:
        if each.kind == entry.kind:
            steps.setdefault(each.title, PreparationStep(each.title, each.days_before))
    return tuple(steps.values())
