"""What the terminal at the other end can bear: a thin line gets no motion, and no colours it cannot show."""

from collections.abc import Mapping
from dataclasses import dataclass

DARK, LIGHT, ANSI = "dutydesk-dark", "dutydesk-light", "ansi-dark"


@dataclass(frozen=True, slots=True)
class Profile:
    """How to draw: `remote` drops animations and the pointer's hover; `theme` is the one to begin with."""

    remote: bool
    theme: str

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Profile":
        """Return the profile for an environment.

        ssh does not forward COLORTERM, and without it truecolour would be squeezed into 256 colours at
        twice the bytes; the terminal's own sixteen are sharper and cheaper.
        """
        remote = bool(environ.get("SSH_CONNECTION"))
        return cls(remote, ANSI if remote and not environ.get("COLORTERM") else DARK)
