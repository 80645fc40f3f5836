"""All that a report of one drill tells, drawn together from the records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dutydesk.api import Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.documents import Source, Sources
from dutydesk.domain import Task
from dutydesk_drills.after.corrections import PutRight, corrections_of
from dutydesk_drills.after.findings import all_findings, findings_of
from dutydesk_drills.after.result import DrillResult, result_of, results_between
from dutydesk_drills.drill_moment import DrillReview
from dutydesk_drills.drill_plan import drill_subject
from dutydesk_drills.drills import EVER, Drill, refuse_unheld
from dutydesk_drills.live.moment_words import moment_text
from dutydesk_drills.preparing.plan_of_drill import NeededPart, plan_of_drill
from dutydesk_drills.signing import is_as_signed, review_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillReport:
    """What a report of one drill tells.

    `alike` are the drills up to this one whose times can be compared, itself included. `earlier_findings` are
    what the drill before has shown, and what others have shown that was open on the day of this one. `names`
    are what people are called, by their key. `is_as_signed` tells whether the record still says what was
    signed.
    """

    result: DrillResult
    review: DrillReview
    parts: tuple[NeededPart, ...]
    findings: tuple[Task, ...]
    earlier_findings: tuple[Task, ...]
    corrections: tuple[PutRight, ...]
    alike: tuple[DrillResult, ...]
    names: Mapping[str, str]
    sources: Sources
    is_as_signed: bool

    @property
    def drill(self) -> Drill:
        """The drill."""
        return self.result.drill

    @property
    def took_part(self) -> int | None:
        """How many people took part: as said in the review, or else as counted."""
        return self.result.run.counted if self.review.took_part is None else self.review.took_part

    @property
    def signer(self) -> str:
        """The name of whoever signed it off, or nothing."""
        return self.names.get(self.review.signed_by, self.review.signed_by)

    @classmethod
    def of(cls, desk: Desk, drill: Drill) -> "DrillReport":
        """Return what the report of a drill tells. It belongs in a thread.

        Raises:
            DataProblem: the drill was not held yet.
        """
        refuse_unheld(drill)
        result = result_of(desk, drill)
        review = review_of(desk, drill.key)
        findings = tuple(findings_of(desk, drill.key))
        past = results_between(desk, EVER[0], drill.day)
        before = tuple(each for each in past if each.drill.held.start < drill.held.start)
        earlier_findings = tuple(_earlier_findings(desk, drill, before))
        plan = plan_of_drill(desk, drill)
        return cls(
            result=result,
            review=review,
            parts=tuple(each for each in plan.parts if each.given is not None),
            findings=findings,
            earlier_findings=earlier_findings,
            corrections=corrections_of(desk, drill.key, result.run.setup),
            alike=(*(each for each in before if each.is_like(result)), result),
            names=names_by_key(desk),
            sources=Sources((*_sources(result), *map(Source.of_task, (*findings, *earlier_findings)))),
            is_as_signed=is_as_signed(drill.held, review, result.run.moments),
        )


def _earlier_findings(desk: Desk, drill: Drill, before: Sequence[DrillResult]) -> Iterator[Task]:
    found = all_findings(desk, [each.drill.held for each in before])
    last = before[-1].drill.key if before else ""
    for key, tasks in found.items():
        for task in tasks:
            if key == last or task.done is None or task.done >= drill.day:
                yield task


def drill_source(drill: Drill) -> Source:
    """Return the entry of a drill itself."""
    return Source(str(drill.day), drill.title, drill_subject(drill.key))


def _sources(result: DrillResult) -> Iterator[Source]:
    yield drill_source(result.drill)
    for each in result.run.moments:
        text = moment_text(result.run.setup, each)
        yield Source(f"{each.at:%Y-%m-%d %H:%M:%S}", text, each.subject)
