"""The address under which people reach a desk's feeds."""

from dutydesk.config.desk_settings import DeskSettings
from dutydesk.wording import _

LOCAL_ADDRESS = "http://127.0.0.1:8765"
"""Where `dutydesk serve` answers unless it is told otherwise; only this machine reaches it."""


def public_address(settings: DeskSettings) -> str:
    """Return the address that the settings give, or that of this machine where they give none."""
    return settings.feeds.url or LOCAL_ADDRESS


def address_warning(settings: DeskSettings) -> str:
    """Return what is wrong with the address for people elsewhere, or nothing."""
    if settings.feeds.url:
        return ""
    return _("people elsewhere cannot reach {address}; set url under [feeds] in desk.toml").format(
        address=LOCAL_ADDRESS
    )
