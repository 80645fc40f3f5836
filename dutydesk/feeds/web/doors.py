"""The links that open something now, held in memory."""

from collections.abc import Mapping
from dataclasses import dataclass

from dutydesk.feeds.tokens import TokenBook, hash_token, same_hash


@dataclass(frozen=True, slots=True)
class Door:
    """What a token opens: the feed of that name; `token_hash` is what is kept of the token."""

    feed: str
    token_hash: str


class Doors:
    """The open tokens of a desk, as they were read last."""

    def __init__(self, tokens: TokenBook) -> None:
        self._tokens = tokens
        self._open: Mapping[str, Door] = {}

    def __len__(self) -> int:
        return len(self._open)

    def renew(self) -> None:
        """Read again which tokens are open."""
        opened = self._tokens.open_tokens()
        self._open = {token_hash: Door(feed, token_hash) for token_hash, feed in opened.items()}

    def behind(self, token: str) -> Door | None:
        """Return what `token` opens; None where it is no token, unknown, revoked, or its person has left."""
        token_hash = hash_token(token)
        door = self._open.get(token_hash)
        return door if door is not None and same_hash(door.token_hash, token_hash) else None
