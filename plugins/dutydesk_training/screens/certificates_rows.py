"""The lines of the list of certificates, and the form for one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dutydesk.api import DataProblem, Desk
from dutydesk.api.people_named import person_fault, person_named
from dutydesk.api.tasks import tasks_about
from dutydesk.domain import Certificate
from dutydesk.tui.widgets import Form, FormField, TableColumn, TableRow
from dutydesk.wording import _, ngettext, pgettext, phrases
from dutydesk_training.certificate_list import (
    CertificateState,
    ListedCertificate,
    certificate_state_name,
    listed_certificates,
)
from dutydesk_training.certifying import (
    certificate,
    corrected,
    qualification_name,
    source_text,
    usual_expiry,
)
from dutydesk_training.renewals import about

COLUMNS = (
    TableColumn("ends", _("Ends"), 10),
    TableColumn("state", _("State"), 9),
    TableColumn("name", _("Who"), 14),
    TableColumn("qualification", _("Qualification")),
    TableColumn("earned", _("Earned"), 10),
    TableColumn("task", _("Renewal"), 11),
)
_STYLES = {
    CertificateState.EXPIRED: "error",
    CertificateState.ENDING: "warning",
    CertificateState.RENEWED: "muted",
    CertificateState.COMING: "muted",
}


@dataclass(frozen=True, slots=True)
class CertificatesRead:
    """The certificates at one moment: by key, as lines, and what is told of each."""

    listed: dict[str, ListedCertificate]
    rows: tuple[TableRow, ...]
    details: dict[str, str]
    summary: str


def read_certificates(desk: Desk) -> CertificatesRead:
    """Return the list as it is now."""
    found = listed_certificates(desk)
    details = {each.certificate.id: _detail(desk, each.certificate) for each in found}
    return CertificatesRead(
        {each.certificate.id: each for each in found},
        tuple(_row(desk, each) for each in found),
        details,
        _summary(found),
    )


def _row(desk: Desk, listed: ListedCertificate) -> TableRow:
    each = listed.certificate
    task = next((task for task in tasks_about(desk, about(each)) if task.is_open), None)
    return TableRow(
        each.id,
        (
            each.expires.isoformat() if each.expires is not None else _("for good"),
            certificate_state_name(listed.state),
            listed.name,
            qualification_name(desk, each.qualification),
            each.earned.isoformat(),
            _("is planned") if task is not None else "",
        ),
        style=_STYLES.get(listed.state, ""),
        search=f"{each.person} {each.qualification} {each.note} {source_text(desk, each)}",
    )


def _detail(desk: Desk, each: Certificate) -> str:
    source = source_text(desk, each)
    parts = [
        _("Earned: {source}").format(source=source) if source else "",
        each.note.replace("\n", " "),
        _("Key: {key}").format(key=each.id[:8]),
    ]
    return " - ".join(part for part in parts if part)


def _summary(found: tuple[ListedCertificate, ...]) -> str:
    expired = sum(each.state is CertificateState.EXPIRED for each in found)
    ending = sum(each.state is CertificateState.ENDING for each in found)
    parts = [
        ngettext("{count} certificate", "{count} certificates", len(found)).format(count=len(found)),
        *([_("{count} expired").format(count=expired)] if expired else []),
        *([_("{count} to renew soon").format(count=ending)] if ending else []),
    ]
    return phrases(parts)


def certificate_form(
    desk: Desk, title: str, save: Callable[[Certificate], bool], before: Certificate | None = None
) -> Form:
    """Return a form for a new certificate, or for correcting the one that was `before`."""
    today = desk.today()

    def keep(values: dict[str, str]) -> bool:
        earned, code = date.fromisoformat(values["earned"]), values["code"]
        expires = (
            usual_expiry(desk, code, earned)
            if not values["expires"] and before is None
            else date.fromisoformat(values["expires"])
            if values["expires"]
            else None
        )
        texts = {"source": values["source"], "note": values["note"]}
        try:
            made = (
                certificate(desk, person_named(desk, values["person"]).id, code, earned, expires, **texts)
                if before is None
                else corrected(desk, before, code=code, earned=earned, expires=expires, **texts)
            )
        except DataProblem as problem:
            form.fail("expires", str(problem))
            return False
        return save(made)

    who = (
        [
            FormField(
                "person",
                _("Who"),
                required=True,
                hint=_("key or name"),
                check=lambda text: person_fault(desk, text),
            )
        ]
        if before is None
        else []
    )
    usual = (
        _("its last day; empty: as the topic says, or for good") if before is None else _("empty: for good")
    )
    form = Form(
        title,
        [
            *who,
            FormField(
                "code",
                _("Qualification"),
                "choice",
                before.qualification if before else "",
                tuple((each.code, each.name) for each in desk.qualifications()),
            ),
            FormField(
                "earned",
                _("Earned on"),
                "date",
                before.earned.isoformat() if before else today.isoformat(),
                required=True,
                today=today,
            ),
            FormField(
                "expires",
                _("Ends on"),
                "date",
                before.expires.isoformat() if before and before.expires else "",
                hint=usual,
                today=today,
            ),
            FormField(
                "source",
                pgettext("certificate", "Where"),
                value=before.source if before else "",
                hint=_("such as the Red Cross"),
                limit=100,
            ),
            FormField("note", _("Note"), value=before.note.replace("\n", " ") if before else "", limit=500),
        ],
        keep,
        about=before.id if before else "",
    )
    return form
