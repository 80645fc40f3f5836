"""Conditional requests: whether a client already has what it asks for."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def _matching(header: str, etags: tuple[str, ...]) -> str | None:
    if header.strip() == "*":
        return etags[0]
    asked = _TAG.findall(header)
    return next((etag for etag in etags if etag in asked), None)


def _not_modified_since(header: str, changed: datetime) -> bool:
    try:
        since = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError, OverflowError):
        return False
    if since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return changed.replace(microsecond=0) <= since


def unchanged_tag(
    if_none_match: str | None, if_modified_since: str | None, *, etags: tuple[str, ...], changed: datetime
) -> str | None:
    """Return the ETag to answer 304 with, or None where the body must be sent.

    `etags` are those of the representations, the one that would be sent first; they say the same in other
    encodings, so any of them will do. If-None-Match is compared weakly and alone decides where it is given;
    If-Modified-Since is compared as a date and ignored where it is none. RFC 9110 section 13.2.2.
    """
    if if_none_match is not None:
        return _matching(if_none_match, etags)
    if if_modified_since is not None and _not_modified_since(if_modified_since, changed):
        return etags[0]
    return None


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str) -> bool:
    """Tell whether a client takes gzip: RFC 9110 section 12.5.3. One that says nothing is sent plain text."""
    weights: dict[str, float] = {}
    for item in accept_encoding.lower().split(","):
        coding, *parameters = (part.strip() for part in item.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0.0
        weights[coding] = weight
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0
