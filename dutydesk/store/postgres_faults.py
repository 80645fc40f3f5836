"""What a PostgreSQL's errors say, in one line each, with no password in it."""

import sqlalchemy as sa

from dutydesk.domain import clean_line
from dutydesk.wording import _

_LONGEST_REASON = 300
_OF_THE_PLACE = ("08", "53", "57", "58", "XX")
"""Classes of SQLSTATE that blame the server or the way to it, and not the statement."""
_DAMAGED = frozenset({"XX001", "XX002", "42P01", "42703"})
"""Pages that cannot be read; tables and columns that migrations once made and are not there."""


def fault_of_server(error: sa.exc.DBAPIError, place: str, secrets: tuple[str, ...] = ()) -> str | None:
    """Return in one line what `error` says of the server `place`, None where the statement is to blame."""
    code, reason = _code(error), _reason(error, secrets)
    text = _texts_by_code().get(code) or (_text_without_code(error, reason) if not code else None)
    if text is None and code.startswith(("08", "57P")):
        text = _lost()
    if text is None and (code.startswith(_OF_THE_PLACE) or isinstance(error, sa.exc.OperationalError)):
        text = _("{place}: {reason}")
    return None if text is None else text.format(place=place, reason=reason)


def _text_without_code(error: sa.exc.DBAPIError, reason: str) -> str | None:
    """Return the words for what the driver says by itself, such as why it cannot connect."""
    for sign, text in _texts_of_driver().items():
        if sign in reason:
            return text
    return _lost() if error.connection_invalidated else None


def damage_on_server(error: sa.exc.DBAPIError, place: str) -> str:
    """Return in one line how `error` shows that the desk at `place` is damaged, or nothing."""
    if _code(error) not in _DAMAGED:
        return ""
    return _("{place} is damaged ({reason}); `dutydesk restore` brings back a backup").format(
        place=place, reason=_reason(error, ())
    )


def is_of_the_server(error: sa.exc.DBAPIError) -> bool:
    """Tell whether the server or the way to it failed, and not the statement."""
    code = _code(error)
    return hasattr(error.orig, "sqlstate") and (
        code in {"25006", "42501", "55P03"}
        or code.startswith(_OF_THE_PLACE)
        or (code == "" and isinstance(error, sa.exc.OperationalError))
    )


def _code(error: sa.exc.DBAPIError) -> str:
    """Return the SQLSTATE, which no error of connecting has."""
    return getattr(error.orig, "sqlstate", None) or ""


def _reason(error: sa.exc.DBAPIError, secrets: tuple[str, ...]) -> str:
    text = str(error.orig)
    for secret in secrets:
        text = text.replace(secret, "***")
    return clean_line(text, _LONGEST_REASON)


def _lost() -> str:
    return _("{place}: the connection was lost and nothing was changed; try again")


def _texts_by_code() -> dict[str, str]:
    return {
        "53100": _("{place}: the server's disk is full; nothing was changed"),
        "53200": _("{place}: the server is out of memory; nothing was changed"),
        "53300": _too_many(),
        "25006": _("{place} can only be read here; nothing was changed"),
        "42501": _("{place}: this user may not do that ({reason}); nothing was changed"),
        "55P03": _("{place} is busy: someone else has been writing for over 5 s; try again"),
        "57P03": _("{place}: the server is starting or stopping; try again"),
        "28000": _not_let_in(),
        "28P01": _not_let_in(),
        "3D000": _no_database(),
    }


def _texts_of_driver() -> dict[str, str]:
    """Return what to say by what the driver says, above all when it cannot connect."""
    return {
        "NUL (0x00)": _("this text holds a NUL character, which nobody can see; nothing was changed"),
        "authentication failed": _not_let_in(),
        "no password supplied": _not_let_in(),
        "no pg_hba.conf entry": _not_let_in(),
        "too many": _too_many(),
        "remaining connection slots": _too_many(),
        "does not exist": _no_database(),
        "starting up": _("{place}: the server is starting or stopping; try again"),
        "shutting down": _("{place}: the server is starting or stopping; try again"),
        "service": _("{place} cannot be reached: {reason}"),
        "failed": _("{place} cannot be reached: {reason}"),
        "could not": _("{place} cannot be reached: {reason}"),
        "timeout": _("{place} cannot be reached: {reason}"),
    }


def _too_many() -> str:
    return _("{place}: the server has no connection to spare; try again, or raise its max_connections")


def _not_let_in() -> str:
    return _("{place} does not let this user in: {reason}")


def _no_database() -> str:
    return _("{place} is not there: {reason}")
