"""The certificates of the squadron by expiry: which hold, which end soon, which have ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dutydesk.api import Desk
from dutydesk.domain import Certificate, Certificates, Person
from dutydesk.wording import _
from dutydesk_training.certifying import giving_topics
from dutydesk_training.months import months_after

USUAL_RENEWAL_MONTHS = 3
"""How long ahead a renewal is shown of a qualification that no topic gives."""

_A_DAY = timedelta(days=1)


class CertificateState(StrEnum):
    """How a certificate stands on a day."""

    VALID = "valid"
    ENDING = "ending"
    EXPIRED = "expired"
    RENEWED = "renewed"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class ListedCertificate:
    """A certificate and how it stands; `person` is None for somebody who is no longer kept."""

    certificate: Certificate
    person: Person | None
    state: CertificateState

    @property
    def name(self) -> str:
        """What its holder is called."""
        return self.person.name if self.person is not None else self.certificate.person


def renewal_months(desk: Desk, code: str) -> int:
    """Return how many months ahead the renewal of a qualification is shown."""
    return max((each.renew_months for each in giving_topics(desk, code)), default=USUAL_RENEWAL_MONTHS)


def listed_certificates(desk: Desk, person: str = "") -> tuple[ListedCertificate, ...]:
    """Return the certificates of those who serve, those that end first at the top.

    With `person`, a key, those of that person, whether or not they still serve.
    """
    today, kept = desk.today(), desk.certificates()
    people = {each.id: each for each in desk.people()}
    serving = {each.id for each in desk.people(today)}
    found = [
        ListedCertificate(
            each,
            people.get(each.person),
            _state(each, kept, today, renewal_months(desk, each.qualification)),
        )
        for each in desk.table(Certificate).all()
        if (each.person == person if person else each.person in serving)
    ]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.certificate.expires or date.max,
                each.certificate.qualification,
                each.name,
                each.certificate.id,
            ),
        )
    )


def ending_within(
    found: Iterable[ListedCertificate], today: date, months: int
) -> tuple[ListedCertificate, ...]:
    """Return those that have expired or end within so many months, and that nothing has renewed."""
    until = months_after(today, months)
    return tuple(
        each
        for each in found
        if each.state not in {CertificateState.RENEWED, CertificateState.COMING}
        and each.certificate.expires is not None
        and each.certificate.expires <= until
    )


def _state(each: Certificate, kept: Certificates, today: date, months: int) -> CertificateState:
    """Return how a certificate stands; one that another follows is renewed."""
    if each.earned > today:
        return CertificateState.COMING
    if each.expires is None:
        return CertificateState.VALID
    longer = [
        other
        for other in kept.of(each.person, each.qualification)
        if (other.expires or date.max, other.earned, other.id) > (each.expires, each.earned, each.id)
    ]
    if each.expires < today:
        return CertificateState.RENEWED if longer else CertificateState.EXPIRED
    if any(other.earned <= each.expires + _A_DAY for other in longer):
        return CertificateState.RENEWED
    return CertificateState.ENDING if each.expires <= months_after(today, months) else CertificateState.VALID


def certificate_state_name(state: CertificateState) -> str:
    """Return what people call the state of a certificate."""
    return {
        CertificateState.VALID: _("valid"),
        CertificateState.ENDING: _("ends soon"),
        CertificateState.EXPIRED: _("expired"),
        CertificateState.RENEWED: _("renewed"),
        CertificateState.COMING: _("to come"),
    }[state]
