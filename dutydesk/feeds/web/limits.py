"""How often a client may ask."""

from ipaddress import IPv6Address, ip_address

from limits.storage import MemoryStorage

TOKEN_REQUESTS_A_MINUTE = 60
ADDRESS_MISSES_A_MINUTE = 600
_WINDOW_SECONDS = 60
_SUBNET_BITS = 64


def _neighbourhood(address: str) -> str:
    """Return what stands for whoever is behind `address`: in IPv6 anyone has a whole subnet of addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:_SUBNET_BITS]
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return f"{int(found) >> _SUBNET_BITS:x}"
    return str(found)


class RateLimits:
    """Bounds how often one token is used, and how often one address asks for what is not known.

    Whoever has a link is never locked out by others behind the same address, such as a school's; guessing and
    loops are slowed down.
    """

    def __init__(
        self,
        *,
        by_token: int = TOKEN_REQUESTS_A_MINUTE,
        misses_by_address: int = ADDRESS_MISSES_A_MINUTE,
    ) -> None:
        self._by_token = by_token
        self._misses = misses_by_address
        # The windows of the library's own strategies build each key anew, which took longer than counting.
        self._counts = MemoryStorage()

    def allows_token(self, token_hash: str) -> bool:
        """Count a use of a token, and tell whether it is within the limit."""
        return self._counts.incr(token_hash, _WINDOW_SECONDS) <= self._by_token

    def allows_miss(self, address: str) -> bool:
        """Count a request from `address` for something unknown, and tell whether it is within the limit."""
        return self._counts.incr(f"from {_neighbourhood(address)}", _WINDOW_SECONDS) <= self._misses
