"""Why a session is at its time, and why another found none: in words, from the problem alone."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.wording import _, clauses, listed, ngettext, phrases
from dutydesk_training.planning.problem import Hindrance, HindranceKind, PlanProblem, PlanTime, TopicProblem
from dutydesk_training.planning.solution import PlacedSession, PlanSolution
from dutydesk_training.planning.words import names_text, time_text

_MOST_OTHER_TIMES = 3
_MOST_KINDS = 2


@dataclass(frozen=True, slots=True)
class _OtherTime:
    """Another time of the week in words; a lower `order` tells more."""

    order: int
    time: PlanTime
    text: str


class PlanReasons:
    """Says of a plan why each session is where it is, who cannot come, and what could not be placed."""

    def __init__(self, problem: PlanProblem, solution: PlanSolution) -> None:
        self._problem = problem
        self._solution = solution
        self._names = problem.name_of

    def of(self, placed: PlacedSession) -> str:
        """Return why a session is at its time: who can come, and what speaks against other times."""
        topic = self._problem.topic(placed.topic)
        parts = [
            _("{when}: {who}").format(when=time_text(placed.start), who=self._who(topic, placed)),
            *(each.text for each in self._other_times(topic, placed)),
        ]
        month = f"{placed.start:%Y-%m}"
        if month in self._problem.unarranged:
            parts.append(
                _("the roster of {month} is not arranged, so nobody counts as on duty").format(month=month)
            )
        return clauses(parts)

    def _who(self, topic: TopicProblem, placed: PlacedSession) -> str:
        whole = len(placed.people) + len(placed.missing)
        if not placed.missing:
            if topic.groups == 1:
                return ngettext("the one who needs it can come", "all {count} can come", whole).format(
                    count=whole
                )
            return ngettext(
                "the one of group {group} can come", "all {count} of group {group} can come", whole
            ).format(count=whole, group=placed.group)
        time = next(each for each in topic.times if each.start == placed.start)
        text = (
            _("{count} of {whole} can come")
            if topic.groups == 1
            else _("{count} of {whole} of group {group} can come")
        )
        return phrases(
            (
                text.format(count=len(placed.people), whole=whole, group=placed.group),
                *self._hindered(time, placed.missing),
            )
        )

    def _hindered(self, time: PlanTime, members: Collection[str]) -> Iterator[str]:
        """Yield who of `members` cannot come and why, one text for each kind of reason."""
        of_kind: dict[tuple[HindranceKind, str], list[Hindrance]] = {}
        for each in time.hindrances:
            if each.person in members:
                title = each.title if each.kind is HindranceKind.ELSEWHERE else ""
                of_kind.setdefault((each.kind, title), []).append(each)
        for (kind, title), found in of_kind.items():
            yield _kind_text(kind, len(found)).format(
                names=names_text((each.person for each in found), self._names), title=title
            )

    def _other_times(self, topic: TopicProblem, placed: PlacedSession) -> Sequence[_OtherTime]:
        members = (*placed.people, *placed.missing)
        monday = _monday(placed.start.date())
        found = [
            self._judged(topic, placed, members, time)
            for time in topic.times
            if _monday(time.day) == monday and time.start != placed.start
        ]
        told = sorted((each for each in found if each is not None), key=lambda each: each.order)
        return sorted(told[:_MOST_OTHER_TIMES], key=lambda each: each.time.start)

    def _judged(
        self, topic: TopicProblem, placed: PlacedSession, members: Collection[str], time: PlanTime
    ) -> _OtherTime | None:
        when = time_text(time.start, with_day=False)
        if time.closed:
            return _OtherTime(1, time, _("{when} {closed}").format(when=when, closed=time.closed))
        woken = [
            each.person
            for each in time.hindrances
            if each.kind is HindranceKind.REST and each.person in members
        ]
        if woken:
            names = names_text(woken, self._names)
            text = ngettext(
                "{when} would wake {names} after a night",
                "{when} would wake {names} after their night",
                len(woken),
            )
            return _OtherTime(0, time, text.format(when=when, names=names))
        hindered = list(self._hindered(time, members))[:_MOST_KINDS]
        if hindered:
            text = _("{when}: {who}").format(when=when, who=phrases(hindered))
            return _OtherTime(1, time, text)
        other = self._session_then(topic, placed, time)
        if other is not None:
            return _OtherTime(2, time, _("{when} goes to {session}").format(when=when, session=other))
        if self._out_of_order(placed, time):
            return None
        return _OtherTime(3, time, _("{when} would do as well").format(when=when))

    def _session_then(self, topic: TopicProblem, placed: PlacedSession, time: PlanTime) -> str | None:
        for each in self._solution.placed:
            if each != placed and each.start < time.end and time.start < each.end:
                other = self._problem.topic(each.topic)
                shares = {*each.people, *each.missing} & {*placed.people, *placed.missing}
                if shares or not topic.may_run_beside(other):
                    return session_text(other, each.group)
        return None

    def _out_of_order(self, placed: PlacedSession, time: PlanTime) -> bool:
        """Tell whether another part of the group would be overtaken at this time."""
        return any(
            each.end > time.start if each.part < placed.part else each.start < time.end
            for each in self._solution.placed
            if (each.topic, each.group) == (placed.topic, placed.group) and each.part != placed.part
        )

    # What no time was found for

    def unplaced(self) -> Iterator[str]:
        """Yield a line for each group of a topic of which something could not be placed."""
        of_group: dict[tuple[str, int], list[int]] = {}
        for code, group, part in self._solution.unplaced:
            of_group.setdefault((code, group), []).append(part)
        for (code, group), parts in of_group.items():
            topic = self._problem.topic(code)
            text = ngettext(
                "{session}: part {parts} of {all} found no time: {why}",
                "{session}: parts {parts} of {all} found no time: {why}",
                len(parts),
            )
            why = self._why_unplaced(topic, group, parts)
            if any(each.key for each in topic.lessons if each.group == group and each.part in parts):
                why = _("{why}; what an earlier plan placed stays where it is").format(why=why)
            yield text.format(
                session=session_text(topic, group),
                parts=listed(map(str, parts)),
                all=topic.parts,
                why=why,
            )

    def _why_unplaced(self, topic: TopicProblem, group: int, parts: Sequence[int]) -> str:
        if not topic.times:
            return _("no [[slot]] falls on a school day from {first} to {last}").format(
                first=self._problem.first, last=self._problem.last
            )
        if not topic.open_times:
            return _("every time is closed; {when} {closed}").format(
                when=time_text(topic.times[0].start), closed=topic.times[0].closed
            )
        lesson = next(each for each in topic.lessons if (each.group, each.part) == (group, parts[0]))
        fitting = topic.times_for(lesson)
        if not fitting:
            return _("no time lies between the parts that stay where they are")
        members = self._solution.group(topic.code, group)
        if all(set(members) <= time.hindered for time in fitting):
            return _("nobody of the group can come at any of the {count} times").format(count=len(fitting))
        return ngettext(
            "there is only {count} time, and the sessions before it need it",
            "there are only {count} times, and other sessions need them",
            len(fitting),
        ).format(count=len(fitting))

    def never(self) -> Iterator[str]:
        """Yield a line for each person who can come at none of a topic's times, with what keeps them."""
        for topic in self._problem.topics:
            times = topic.open_times
            for person in topic.people if times and topic.lessons else ():
                kept = [each for time in times for each in time.hindrances if each.person == person]
                if len(kept) < len(times):
                    continue
                counts = {kind: sum(each.kind is kind for each in kept) for kind in HindranceKind}
                yield _("{name} can come to {topic} at none of the {count} times: {why}.").format(
                    name=self._names.get(person, person),
                    topic=topic.title,
                    count=len(times),
                    why=phrases(
                        _count_text(kind).format(count=count) for kind, count in counts.items() if count
                    ),
                )


def session_text(topic: TopicProblem, group: int, part: int = 0) -> str:
    """Return what a session is called: its topic, its group where there are several, and its part."""
    text = topic.title
    if topic.groups > 1:
        text = _("{topic}, group {group}").format(topic=text, group=group)
    if part and topic.parts > 1:
        text = _("{session} ({part}/{parts})").format(session=text, part=part, parts=topic.parts)
    return text


def _kind_text(kind: HindranceKind, count: int) -> str:
    return {
        HindranceKind.DUTY: ngettext("{names} is on duty", "{names} are on duty", count),
        HindranceKind.REST: ngettext("{names} rests after a night", "{names} rest after their night", count),
        HindranceKind.AWAY: ngettext("{names} is away", "{names} are away", count),
        HindranceKind.ELSEWHERE: ngettext("{names} is at {title}", "{names} are at {title}", count),
        HindranceKind.GONE: ngettext(
            "{names} is not in the squadron then", "{names} are not in the squadron then", count
        ),
    }[kind]


def _count_text(kind: HindranceKind) -> str:
    return {
        HindranceKind.DUTY: _("on duty at {count}"),
        HindranceKind.REST: _("resting after a night at {count}"),
        HindranceKind.AWAY: _("away at {count}"),
        HindranceKind.ELSEWHERE: _("elsewhere at {count}"),
        HindranceKind.GONE: _("not in the squadron at {count}"),
    }[kind]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
