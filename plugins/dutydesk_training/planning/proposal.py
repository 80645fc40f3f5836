"""A plan that was found: each session with its reason, and how it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.domain import Activity, new_id
from dutydesk.wording import _, ngettext
from dutydesk_training.planning.problem import Lesson, PlanProblem
from dutydesk_training.planning.problem_of import plan_problem
from dutydesk_training.planning.reasons import PlanReasons, session_text
from dutydesk_training.planning.solution import PlacedSession, PlanSolution
from dutydesk_training.settings import Topic, TrainingFile
from dutydesk_training.topic_session import TopicSession


class SessionState(StrEnum):
    """What a plan does to a session."""

    NEW = "new"
    MOVED = "moved"
    OTHER_PEOPLE = "other-people"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class ProposedSession:
    """A session of a plan: what it is called, why it is there, and what becomes of an earlier plan's."""

    placed: PlacedSession
    title: str
    reason: str
    state: SessionState


@dataclass(frozen=True, slots=True)
class PlanProposal:
    """What a search has found; nothing is kept before `accept`.

    `codes` are the topics that were asked for, none means all.
    """

    problem: PlanProblem
    solution: PlanSolution
    codes: tuple[str, ...]
    sessions: tuple[ProposedSession, ...]
    unplaced: tuple[str, ...]
    remarks: tuple[str, ...]

    @classmethod
    def of(cls, problem: PlanProblem, solution: PlanSolution, codes: Sequence[str] = ()) -> "PlanProposal":
        """Put a solution into words."""
        reasons = PlanReasons(problem, solution)
        remarks = [*problem.remarks, *reasons.never()]
        if problem.unarranged:
            remarks.append(
                _("No roster is arranged for {months}: there everyone counts as free of duty.").format(
                    months=", ".join(problem.unarranged)
                )
            )
        return cls(
            problem,
            solution,
            tuple(codes),
            tuple(_proposed(problem, reasons, placed) for placed in solution.placed),
            tuple(reasons.unplaced()),
            tuple(remarks),
        )

    @property
    def is_empty(self) -> bool:
        """Whether accepting it would keep nothing."""
        return all(each.state is SessionState.SAME for each in self.sessions)

    def accept(self, desk: Desk) -> str:
        """Keep the sessions as one change, and return what the journal calls it.

        Raises:
            DataProblem: there is nothing to keep, or the desk has changed since the search, so that someone
                might not be able to come after all.
            StaleChange: someone has changed one of the sessions just now.
        """
        if self.is_empty:
            raise DataProblem(_("the plan holds nothing new to keep"))
        if plan_problem(desk, self.problem.first, self.problem.last, self.codes) != self.problem:
            raise DataProblem(_("the desk has changed since this plan was searched; search again"))
        count = sum(each.state is not SessionState.SAME for each in self.sessions)
        why = ngettext(
            "Training plan: {count} session placed", "Training plan: {count} sessions placed", count
        ).format(count=count)
        topics = {topic.code: topic for topic in desk.settings(TrainingFile).topic}
        revisions = {lesson.key: lesson.revision for _topic, lesson in self.problem.lessons if lesson.key}
        with desk.change(why) as change:
            for each in self.sessions:
                if each.state is SessionState.SAME:
                    continue
                members = self.solution.group(each.placed.topic, each.placed.group)
                if each.placed.key:
                    _move(change, each, members, revisions[each.placed.key])
                else:
                    _add(change, each, members, topics[each.placed.topic])
        return why


def _proposed(problem: PlanProblem, reasons: PlanReasons, placed: PlacedSession) -> ProposedSession:
    topic = problem.topic(placed.topic)
    lesson = next((each for each in topic.lessons if each.key and each.key == placed.key), None)
    title = session_text(topic, placed.group, placed.part)
    return ProposedSession(placed, title, reasons.of(placed), _state(lesson, placed))


def _state(lesson: Lesson | None, placed: PlacedSession) -> SessionState:
    if lesson is None:
        return SessionState.NEW
    if lesson.was != placed.start:
        return SessionState.MOVED
    return SessionState.SAME if lesson.who == placed.people else SessionState.OTHER_PEOPLE


def _add(change: Change, session: ProposedSession, members: Sequence[str], topic: Topic) -> None:
    placed, key = session.placed, new_id()
    change.add(
        Activity(
            id=key,
            kind=topic.kind,
            title=session.title,
            start=placed.start,
            end=placed.end,
            place=topic.place,
            participants=placed.people,
            owner=topic.owner,
            note="\n".join(topic.syllabus_of(placed.part)),
        )
    )
    change.add(_record(key, session, members))


def _move(change: Change, session: ProposedSession, members: Sequence[str], revision: int) -> None:
    """Give a session that an earlier plan placed its time and people anew; its title and place stay."""
    placed = session.placed
    activity, record = change.table(Activity).get(placed.key), change.table(TopicSession).get(placed.key)
    if activity is None or record is None:
        raise DataProblem(_("the desk has changed since this plan was searched; search again"))
    change.replace(
        replace(activity, revision=revision, start=placed.start, end=placed.end, participants=placed.people)
    )
    after = _record(placed.key, session, members)
    change.replace(replace(after, revision=record.revision, changed=record.changed))


def _record(key: str, session: ProposedSession, members: Sequence[str]) -> TopicSession:
    placed = session.placed
    return TopicSession(
        id=key,
        topic=placed.topic,
        part=placed.part,
        group=placed.group,
        start=placed.start,
        members=tuple(members),
        reason=session.reason,
    )


def state_name(state: SessionState) -> str:
    """Return what people call it."""
    return {
        SessionState.NEW: _("new"),
        SessionState.MOVED: _("moved"),
        SessionState.OTHER_PEOPLE: _("regrouped"),
        SessionState.SAME: _("as it was"),
    }[state]
