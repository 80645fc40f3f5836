"""The secrets in feed addresses."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

_BYTES = 32


class TokenBook(Protocol):
    """What is known of tokens; only their hashes are kept. The methods may be called from any thread."""

    def open_tokens(self) -> Mapping[str, str]:
        """Return the hash of every token that opens something today, and the name of its feed.

        The server holds it in memory and confirms what it finds there with `same_hash`.
        """
        ...

    def used_many(self, uses: Mapping[str, datetime], /) -> None:
        """Note when tokens were used, by their hashes: all of it or nothing, and no time moves backwards."""
        ...


def new_token() -> str:
    """Return a fresh token of 256 random bits, 43 characters that need no escaping in an address."""
    return secrets.token_urlsafe(_BYTES)


def hash_token(token: str) -> str:
    """Return what is kept of a token: its SHA-256, in hexadecimal.

    A token is random in all its bits, so no salt and no slow hash are needed.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def same_hash(one: str, other: str) -> bool:
    """Compare two hashes in a time that tells nothing about them."""
    return hmac.compare_digest(one, other)
