"""The forms of the People area, and what is made of them."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from dutydesk.domain import ABSENCE_KINDS, Absence, AbsenceState, Person, clean_line, new_id
from dutydesk.domain.person import RANKS
from dutydesk.tui.screens.people_rows import absence_kind_name, absence_state_name, rank_name
from dutydesk.tui.widgets.fields import FormField
from dutydesk.wording import _

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")


def person_fields(
    person: Person | None, taken: Collection[str], qualifications: Collection[str], today: date
) -> list[FormField]:
    """Return the fields for a person, or for a new one whose key must not be among `taken`.

    Where the desk names `qualifications`, others are refused: a misspelt one would never fill a post.
    """

    def check_qualifications(text: str) -> str:
        unknown = [code for code in _codes(text) if qualifications and code not in qualifications]
        if not unknown:
            return ""
        return _("{code} is none of {codes}.").format(code=unknown[0], codes=", ".join(qualifications))

    def check_key(text: str) -> str:
        if not _KEY.fullmatch(text):
            return _("Small letters, digits, dot and hyphen, such as li or wang-fang.")
        return _("Someone has this key already.") if text in taken else ""

    known = person or Person(id="", name="")
    key = (
        []
        if person
        else [FormField("id", _("Key"), required=True, check=check_key, hint=_("such as li"), limit=32)]
    )
    ranks = tuple((rank, rank_name(rank)) for rank in RANKS)
    return [
        *key,
        FormField("name", _("Name"), value=known.name, required=True),
        FormField("latin", _("Latin name"), value=known.latin),
        FormField("rank", _("Rank"), "choice", known.rank, ranks),
        FormField("squad", _("Squad"), value=known.squad),
        FormField(
            "qualifications",
            _("Qualified for"),
            value=", ".join(known.qualifications),
            hint=", ".join(qualifications) or _("codes with commas between"),
            check=check_qualifications,
        ),
        FormField("share", _("Share of a full post"), value=f"{known.share:g}", check=_check_share),
        FormField("phone", _("Phone"), value=known.phone),
        FormField("email", _("E-mail"), value=known.email, check=_check_email),
        FormField(
            "starts", _("First day"), "date", known.starts.isoformat() if known.starts else "", today=today
        ),
        FormField("ends", _("Last day"), "date", known.ends.isoformat() if known.ends else "", today=today),
        FormField("note", _("Note"), value=known.note),
    ]


def person_from(values: dict[str, str], person: Person | None) -> Person:
    """Return the person that the values of a form describe."""
    known = person or Person(id=values["id"], name=values["name"])
    return replace(
        known,
        name=clean_line(values["name"]),
        latin=clean_line(values["latin"]),
        rank=values["rank"],
        squad=clean_line(values["squad"]),
        qualifications=_codes(values["qualifications"]),
        share=float(values["share"] or "1"),
        phone=clean_line(values["phone"]),
        email=clean_line(values["email"]),
        starts=date.fromisoformat(values["starts"]) if values["starts"] else None,
        ends=date.fromisoformat(values["ends"]) if values["ends"] else None,
        note=clean_line(values["note"]),
    )


def absence_fields(today: date) -> list[FormField]:
    """Return the fields for an absence."""
    return [
        FormField(
            "kind", _("Kind"), "choice", "sick", tuple((k, absence_kind_name(k)) for k in ABSENCE_KINDS)
        ),
        FormField("first", _("First day"), "date", today.isoformat(), required=True, today=today),
        FormField("last", _("Last day"), "date", "", hint=_("the same day"), today=today),
        FormField(
            "state",
            _("State"),
            "choice",
            AbsenceState.APPROVED,
            tuple(
                (state.value, absence_state_name(state))
                for state in AbsenceState
                if state is not AbsenceState.WITHDRAWN
            ),
        ),
        FormField("note", _("Note")),
    ]


def absence_from(values: dict[str, str], person: str) -> Absence:
    """Return the absence that the values of a form describe; without a last day it is one day long.

    Raises:
        ValueError: it would end before it begins.
    """
    first = date.fromisoformat(values["first"])
    last = date.fromisoformat(values["last"] or values["first"])
    if last < first:
        raise ValueError(_("The last day is before the first."))
    return Absence(
        id=new_id(),
        person=person,
        kind=values["kind"],
        first=first,
        last=last,
        state=AbsenceState(values["state"]),
        note=clean_line(values["note"]),
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in re.split(r"[,，、\s]+", text) if part))


def _check_share(text: str) -> str:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    return "" if 0.0 < share <= 1.0 else _("A number above 0 and up to 1, such as 0.5.")


def _check_email(text: str) -> str:
    name, at, host = text.partition("@")
    return "" if name and at and "." in host and " " not in text else _("An address such as li@example.org.")
