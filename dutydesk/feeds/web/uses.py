"""When links were last used, noted in batches so that reading rarely leads to writing."""

import logging
from collections.abc import Callable
from datetime import datetime

from dutydesk.feeds.tokens import TokenBook

_logger = logging.getLogger(__name__)


class Uses:
    """Collects uses of tokens until they are written down."""

    def __init__(self, tokens: TokenBook, now: Callable[[], datetime]) -> None:
        self._tokens = tokens
        self._now = now
        self._noted: dict[str, datetime] = {}

    def note(self, token_hash: str) -> None:
        """Note that a token is used now."""
        if token_hash not in self._noted:
            self._noted[token_hash] = self._now()

    def write(self) -> None:
        """Write down what was noted; a failure is logged, and keeps nobody from their feed."""
        noted, self._noted = self._noted, {}
        if not noted:
            return
        try:
            self._tokens.used_many(noted)
        except Exception:
            _logger.exception("the use of links could not be noted")
