"""The area of registers, and the action of it that goes to an entry."""

AREA = "registers"


def going_to(register: str, entry: str = "") -> str:
    """Return the action of the area that goes to an entry of a register, or to the register itself."""
    return f"go_to({register!r}, {entry!r})"
