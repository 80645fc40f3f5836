"""Signing the record of a drill off, so that what was noted and said of it stays as it was."""

import hashlib
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime

import msgspec

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.people_named import person_named
from dutydesk.api.tables import keep
from dutydesk.domain import Occurrence, Person, Record, Right, clean_line
from dutydesk.wording import _
from dutydesk_drills.drill_moment import DrillMoment, DrillReview
from dutydesk_drills.drills import Drill, refuse_unheld

_KEEPING = frozenset({"revision", "changed", "signed_by", "signed_on", "seal"})
_SEAL_LENGTH = 16


def review_of(where: Desk | Change, key: str) -> DrillReview:
    """Return what was made of the drill with this key; an empty review, not kept yet, where nothing was."""
    return where.table(DrillReview).get(key) or DrillReview(id=key)


def refuse_signed(where: Desk | Change, key: str) -> None:
    """Return where the record of the drill with this key may be changed; call it inside the change.

    Raises:
        DataProblem: it is signed off.
    """
    review = review_of(where, key)
    if review.signed_by:
        raise DataProblem(
            _(
                "the record of this drill was signed off by {person} on {day}; before you change it, take "
                "the signature back: `dutydesk drills sign {drill} --take-back --why REASON`"
            ).format(person=signer(where, review), day=review.signed_on, drill=key)
        )


def signer(where: Desk | Change, review: DrillReview) -> str:
    """Return the name of whoever signed a record off, or nothing."""
    person = where.table(Person).get(review.signed_by) if review.signed_by else None
    return person.name if person else review.signed_by


def sign_off(desk: Desk, drill: Drill, by: str) -> DrillReview:
    """Let the person named `by` sign the record of a drill off, as one change; return the signed review.

    Undo passes over it: a signature is taken back with a reason.

    Raises:
        DataProblem: nobody is named so, the drill was not held yet, or it is signed off already.
    """
    person = person_named(desk, by)
    refuse_unheld(drill)
    why = _("Signed off by {person}: {title}, {day}").format(
        person=person.name, title=drill.title, day=drill.day
    )
    with desk.change(why, final=True, right=Right.SIGN) as change:
        refuse_signed(change, drill.key)
        before = review_of(change, drill.key)
        after = replace(
            before,
            signed_by=person.id,
            signed_on=desk.today(),
            seal=seal_of(drill.held, before, change.table(DrillMoment).where(drill=drill.key)),
        )
        return keep(change, after)


def take_signature_back(desk: Desk, drill: Drill, why: str) -> DrillReview:
    """Take the signature of a drill back, as one change whose reason stands in the journal.

    Raises:
        DataProblem: no reason is given, or the record is not signed off.
    """
    reason = clean_line(why)
    if not reason:
        raise DataProblem(_("a signature is taken back with a reason: --why REASON"))
    told = _("Signature taken back: {title}, {day}: {reason}").format(
        title=drill.title, day=drill.day, reason=reason
    )
    with desk.change(told, final=True, right=Right.SIGN) as change:
        before = review_of(change, drill.key)
        if not before.signed_by:
            raise DataProblem(
                _("the record of {title} of {day} is not signed off").format(title=drill.title, day=drill.day)
            )
        return change.replace(replace(before, signed_by="", signed_on=None, seal=""))


def is_as_signed(held: Occurrence, review: DrillReview, moments: Iterable[DrillMoment]) -> bool:
    """Tell whether a signed record still says what was signed: an undoing may have changed it since."""
    return not review.signed_by or review.seal == seal_of(held, review, moments)


def seal_of(held: Occurrence, review: DrillReview, moments: Iterable[DrillMoment]) -> str:
    """Return a short text that is another one when anything in the record of a drill is."""
    told = [
        (held.key, held.start, held.end, held.state),
        _said(review),
        *(_said(each) for each in sorted(moments, key=lambda each: each.id)),
    ]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:_SEAL_LENGTH]


def _said(record: Record) -> list[tuple[str, str | int | datetime | None]]:
    return [(each.name, getattr(record, each.name)) for each in fields(record) if each.name not in _KEEPING]
