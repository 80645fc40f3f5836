"""What ``config/registers.toml`` says: which registers are left out, and which packs of due rules hold."""

from dutydesk.api import Settings, SettingsFile


class RegistersFile(Settings, frozen=True, kw_only=True):
    """The content of ``config/registers.toml``.

    `packs` are the packs of due rules that hold, of ``config/packs/register_due/``. `left_out` are codes of
    registers that the school does not keep.
    """

    packs: tuple[str, ...] = ("china-fire-equipment",)
    left_out: tuple[str, ...] = ()


SETTINGS_FILES = (SettingsFile("registers.toml", RegistersFile),)
