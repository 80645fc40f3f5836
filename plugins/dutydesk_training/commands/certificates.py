"""``dutydesk training certificates`` and ``certify``."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dutydesk.api.commands import DAY, json_option, open_desk, print_json, print_table, say
from dutydesk.domain import Certificate
from dutydesk.wording import _, pgettext

if TYPE_CHECKING:
    from dutydesk.api import Desk
    from dutydesk_training.certificate_list import ListedCertificate

KEY_SHOWN = 8
NEVER = "never"


@click.command(help=_("List certificates, those that end first at the top; status 1 where one has expired."))
@click.argument("person", required=False)
@click.option(
    "--expiring", type=click.IntRange(0, 600), metavar="MONTHS", help=_("Only what ends within these months.")
)
@json_option
@click.pass_context
def certificates(context: click.Context, person: str | None, expiring: int | None, *, as_json: bool) -> None:
    """Print the certificates of everyone who serves, or of one person."""
    from dutydesk.api.people_named import key_named  # noqa: PLC0415
    from dutydesk_training.certificate_list import (  # noqa: PLC0415
        CertificateState,
        certificate_state_name,
        ending_within,
        listed_certificates,
    )
    from dutydesk_training.certifying import qualification_name, source_text  # noqa: PLC0415

    desk = open_desk(context)
    found = listed_certificates(desk, key_named(desk, person))
    if expiring is not None:
        found = ending_within(found, desk.today(), expiring)
    if as_json:
        print_json({"certificates": [_document(each) for each in found]})
    elif not found:
        say(_("No certificates here. `dutydesk training certify PERSON CODE --earned DAY` records one."))
    else:
        print_table(
            (
                _("Key"),
                _("Who"),
                _("Qualification"),
                _("Earned"),
                _("Ends"),
                _("State"),
                pgettext("origin", "From"),
            ),
            [
                (
                    each.certificate.id[:KEY_SHOWN],
                    each.name,
                    qualification_name(desk, each.certificate.qualification),
                    each.certificate.earned,
                    each.certificate.expires or _("for good"),
                    certificate_state_name(each.state),
                    source_text(desk, each.certificate),
                )
                for each in found
            ],
        )
    context.exit(1 if any(each.state is CertificateState.EXPIRED for each in found) else 0)


@click.command(help=_("Record that someone has earned a qualification, or take a certificate back."))
@click.argument("person", required=False)
@click.argument("code", required=False)
@click.option("--earned", type=DAY, help=_("The day from which it holds."))
@click.option(
    "--expires",
    metavar="YYYY-MM-DD|never",
    help=_("Its last day; without this, as long as the topic that gives it says."),
)
@click.option("--source", default="", help=_("Where it was earned, such as the Red Cross."))
@click.option("--note", default="", help=_("A word about it."))
@click.option("--revoke", metavar="KEY", help=_("Remove the certificate whose key begins so."))
@json_option
@click.pass_context
def certify(
    context: click.Context,
    person: str | None,
    code: str | None,
    *,
    earned: date | None,
    expires: str | None,
    source: str,
    note: str,
    revoke: str | None,
    as_json: bool,
) -> None:
    """Keep or remove one certificate, as one change."""
    desk = open_desk(context)
    if revoke is not None:
        if person or code or earned or expires or source or note:
            raise click.UsageError(_("--revoke KEY goes without anything else"))
        _revoke(desk, revoke, as_json=as_json)
        return
    if person is None or code is None or earned is None:
        raise click.UsageError(_("give PERSON, CODE and --earned YYYY-MM-DD, or --revoke KEY"))
    kept = _kept(desk, person, code, earned, expires, source=source, note=note)
    if as_json:
        print_json(_certificate(kept))
        return
    from dutydesk_training.certifying import certified_text  # noqa: PLC0415

    until = _("until {day}").format(day=kept.expires) if kept.expires else _("for good")
    say(
        _("{what}, {until} ({key})").format(
            what=certified_text(desk, kept), until=until, key=kept.id[:KEY_SHOWN]
        )
    )


def _kept(
    desk: "Desk",
    person: str,
    code: str,
    earned: date,
    expires: str | None,
    *,
    source: str,
    note: str,
) -> Certificate:
    from dutydesk.api.people_named import person_named  # noqa: PLC0415
    from dutydesk_training.certifying import (  # noqa: PLC0415
        certificate,
        certified_text,
        known_qualification,
        usual_expiry,
    )

    known = known_qualification(desk, code)
    if expires is None:
        last = usual_expiry(desk, known, earned)
    elif expires.casefold() == NEVER:
        last = None
    else:
        last = DAY.convert(expires, None, None)
    new = certificate(desk, person_named(desk, person).id, known, earned, last, source=source, note=note)
    with desk.change(certified_text(desk, new)) as change:
        return change.add(new)


def _revoke(desk: "Desk", key: str, *, as_json: bool) -> None:
    from dutydesk_training.certifying import certificate_with_key, revoked_text  # noqa: PLC0415

    kept = certificate_with_key(desk, key)
    why = revoked_text(desk, kept)
    with desk.change(why) as change:
        change.remove(kept)
    if as_json:
        print_json({"removed": _certificate(kept)})
    else:
        say(why)


def _certificate(kept: Certificate) -> dict[str, Any]:
    return {
        "key": kept.id,
        "person": kept.person,
        "qualification": kept.qualification,
        "earned": kept.earned,
        "expires": kept.expires,
        "source": kept.source,
        "note": kept.note,
    }


def _document(listed: "ListedCertificate") -> dict[str, Any]:
    return {**_certificate(listed.certificate), "name": listed.name, "state": listed.state.value}
