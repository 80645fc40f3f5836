"""What must be renewed: qualifications that end within the months in which that is shown ahead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Change, DataProblem, Desk, DueItem, DueState
from dutydesk.api.tasks import new_task, tasks_about
from dutydesk.domain import Certificate, Person, Task, qualified_people, resolve_participants
from dutydesk.wording import _
from dutydesk_training.certificate_list import CertificateState, ListedCertificate, listed_certificates
from dutydesk_training.certifying import giving_topics, qualification_name


@dataclass(frozen=True, slots=True)
class Renewal:
    """A qualification of someone that ends, or has ended, on `last`; `task` is what plans its renewal."""

    certificate: Certificate
    person: Person
    qualification: str
    last: date
    is_over: bool
    task: Task | None

    @property
    def title(self) -> str:
        """What is to be done, in a sentence."""
        text = (
            _("{qualification} of {name} ended on {day}: renew it")
            if self.is_over
            else _("{qualification} of {name} ends on {day}: renew it")
        )
        return text.format(qualification=self.qualification, name=self.person.name, day=self.last)


def renewals(desk: Desk) -> tuple[Renewal, ...]:
    """Return what ends soon or has ended without being renewed, the first to end at the top.

    What has ended is named only as long as the person's own list still holds the qualification, or a topic
    that gives it is for them: others have let it go.
    """
    found = [
        renewal
        for listed in listed_certificates(desk)
        if listed.state in {CertificateState.ENDING, CertificateState.EXPIRED}
        and (renewal := _renewal(desk, listed)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.last, each.person.id, each.certificate.id)))


def _renewal(desk: Desk, listed: ListedCertificate) -> Renewal | None:
    each, person = listed.certificate, listed.person
    is_over = listed.state is CertificateState.EXPIRED
    if person is None or each.expires is None or (is_over and not _still_wanted(desk, person, each)):
        return None
    return Renewal(
        each,
        person,
        qualification_name(desk, each.qualification),
        each.expires,
        is_over,
        next((task for task in tasks_about(desk, about(each)) if task.is_open), None),
    )


def _still_wanted(desk: Desk, person: Person, each: Certificate) -> bool:
    if each.qualification in person.qualifications:
        return True
    qualified = qualified_people((person,), desk.certificates(), desk.today())
    return any(
        resolve_participants(topic.who, qualified) for topic in giving_topics(desk, each.qualification)
    )


def renewals_due(desk: Desk) -> Sequence[DueItem]:
    """Return the due items of the Today board; a renewal that a task plans stands there as that task."""
    return tuple(_due_items(desk))


def _due_items(desk: Desk) -> Iterator[DueItem]:
    for each in renewals(desk):
        if each.task is None:
            yield DueItem(
                title=each.title,
                day=each.last,
                state=DueState.OVERDUE if each.is_over else DueState.DUE,
                screen="training",
                action=f"certificates({each.certificate.id!r})",
            )


def about(each: Certificate) -> str:
    """Return the name by which a task belongs to a certificate."""
    return f"certificate:{each.id}"


def renewal_text(desk: Desk, each: Certificate) -> str:
    """Return the title of the task that plans the renewal of a certificate."""
    name = next((person.name for person in desk.people() if person.id == each.person), each.person)
    return _("Renew {qualification} of {name}").format(
        qualification=qualification_name(desk, each.qualification), name=name
    )


def plan_renewal(desk: Desk, change: Change, each: Certificate) -> Task:
    """Keep a task for the holder of a certificate: to renew it by the day on which it ends.

    Raises:
        DataProblem: the certificate holds for good, or a task for it is open already.
    """
    if each.expires is None:
        raise DataProblem(_("a certificate that holds for good needs no renewal"))
    if any(task.is_open for task in change.table(Task).where(about=about(each))):
        raise DataProblem(_("a task for this renewal is open already"))
    return change.add(
        new_task(renewal_text(desk, each), owner=each.person, due=each.expires, about=about(each))
    )
