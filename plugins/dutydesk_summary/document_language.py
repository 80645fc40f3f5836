"""In which language the papers of this plugin are."""

from dutydesk.api import Desk
from dutydesk.wording import language
from dutydesk_summary.settings import SummaryFile


def document_language(desk: Desk) -> str:
    """Return the language of reminders and summaries: that of ``config/summary.toml``, or of who reads."""
    return desk.settings(SummaryFile).language or language()
