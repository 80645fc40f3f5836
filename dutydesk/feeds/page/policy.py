"""The headers without which the page must not be sent."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from dutydesk.feeds.page.template import style


@cache
def content_security_policy() -> str:
    """Return the policy that allows the page's own style and form, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


@cache
def page_headers() -> Mapping[str, str]:
    """Return the headers by which the page loads nothing, is kept nowhere and tells nobody its address."""
    return MappingProxyType(
        {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": content_security_policy(),
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex, nofollow",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        }
    )
