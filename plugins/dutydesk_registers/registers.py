"""Every register of the desk: the program's, the desk's packs, and files of its plugins folder."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from dutydesk.api import DataProblem, Desk, SettingsFault
from dutydesk.api.sound_packs import faulty_toml_plugins, sound_packs
from dutydesk.domain import clean_line
from dutydesk.wording import _, language
from dutydesk_registers.due_pack_faults import due_pack_faults
from dutydesk_registers.link_faults import link_faults
from dutydesk_registers.register import Register, in_language, with_checklists
from dutydesk_registers.register_faults import register_faults
from dutydesk_registers.register_file import DUE_SORT, SORT, DuePackFile, RegisterFile
from dutydesk_registers.same import Same
from dutydesk_registers.settings import RegistersFile


@dataclass(frozen=True, slots=True)
class RegistersFound:
    """The registers that were found, by code, and in a line each what is wrong with files of registers."""

    registers: Mapping[str, Register]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """The file of a register, how people find it, and the name of the pack that it is, if it is one."""

    file: RegisterFile
    source: str
    pack: str = ""


def registers(desk: Desk) -> dict[str, Register]:
    """Return every register that the school keeps, by its code, in order and in the reader's language."""
    return dict(registers_found(desk).registers)


def known_register(desk: Desk, code: str) -> Register:
    """Return the register with this code.

    Raises:
        DataProblem: there is none.
    """
    found = registers(desk)
    if code not in found:
        raise DataProblem(
            _("{code!r} is no register; expected one of {known}").format(
                code=clean_line(code, 60), known=", ".join(found) or _("none")
            )
        )
    return found[code]


def registers_found(desk: Desk) -> RegistersFound:
    """Return every register that the school keeps, and what is wrong with files that are passed over.

    A desk's own file ``config/packs/register/NAME.toml`` takes the place of the program's; where something is
    wrong with it, the program's holds. A file of the ``plugins/`` folder whose code is taken is passed over.
    """
    faults = list(faulty_toml_plugins(desk, SORT))
    files: dict[str, _Found] = {}
    for found in (
        *sound_packs(desk, SORT, lambda name, shipped: _sound(desk, name, shipped=shipped), faults),
        *_local(desk),
    ):
        taken = files.setdefault(found.file.register.code, found)
        if taken is not found:
            faults.append(
                _(
                    "{file}: the code {code} is that of {other} already, so this register is passed over"
                ).format(file=found.source, code=found.file.register.code, other=taken.source)
            )
    settings = desk.settings(RegistersFile)
    for index, code in enumerate(settings.left_out):
        if code not in files:
            fault = SettingsFault(("left_out", index), _unknown(code, files))
            faults.append(str(desk.settings_problem("registers.toml", fault)))
    packs = _due_packs(desk, settings, files, faults)
    faults += _unlinked(desk, files, packs)
    kept = [
        _register(Same(found.file), tuple(map(Same, packs.get(code, ()))), found.source, language())
        for code, found in files.items()
        if code not in settings.left_out
    ]
    kept.sort(key=lambda each: (each.file.register.order, each.name, each.code))
    return RegistersFound({each.code: each for each in kept}, tuple(faults))


@lru_cache(maxsize=256)
def _register(
    file: Same[RegisterFile], packs: tuple[Same[DuePackFile], ...], source: str, _language: str
) -> Register:
    """Return a register in the reader's language; a file that was not read anew is not worked out anew."""
    spoken = in_language(file.it)
    added = (rule for pack in packs for rule in in_language(pack.it).due)
    return Register(with_checklists(spoken), (*spoken.due, *added), source)


@lru_cache(maxsize=256)
def _faults(file: Same[RegisterFile]) -> tuple[SettingsFault, ...]:
    return tuple(register_faults(file.it, packed=True))


def _sound(desk: Desk, name: str, *, shipped: bool) -> _Found:
    file = desk.pack(SORT, name, RegisterFile, shipped=shipped)
    if file.register.code != name:
        fault = SettingsFault(
            ("register", "code"), _("expected {name!r}, as the file is called").format(name=name)
        )
        raise desk.pack_problem(SORT, name, fault)
    for fault in _faults(Same(file)):
        raise desk.pack_problem(SORT, name, fault)
    return _Found(file, f"config/packs/{SORT}/{name}.toml", name)


def _local(desk: Desk) -> Iterator[_Found]:
    for name, file in desk.toml_plugins(RegisterFile).items():
        yield _Found(file, f"plugins/{name}.toml")


def _due_packs(
    desk: Desk, settings: RegistersFile, files: Mapping[str, _Found], faults: list[str]
) -> dict[str, list[DuePackFile]]:
    """Return the packs of due rules that hold, by the register to which each adds."""
    found: dict[str, list[DuePackFile]] = {}
    known = desk.pack_names(DUE_SORT)
    for index, name in enumerate(settings.packs):
        if name not in known:
            problem = _("there is no pack {name!r}; expected one of {known}").format(
                name=name, known=", ".join(known) or _("none")
            )
            faults.append(
                str(desk.settings_problem("registers.toml", SettingsFault(("packs", index), problem)))
            )
            continue
        try:
            pack = _sound_pack(desk, name, files)
        except DataProblem as problem:
            faults.append(str(problem))
            with suppress(DataProblem):
                pack = _sound_pack(desk, name, files, shipped=True)
                found.setdefault(pack.register, []).append(pack)
            continue
        found.setdefault(pack.register, []).append(pack)
    return found


def _sound_pack(desk: Desk, name: str, files: Mapping[str, _Found], *, shipped: bool = False) -> DuePackFile:
    pack = desk.pack(DUE_SORT, name, DuePackFile, shipped=shipped)
    if pack.register not in files:
        raise desk.pack_problem(DUE_SORT, name, SettingsFault(("register",), _unknown(pack.register, files)))
    for fault in due_pack_faults(pack, files[pack.register].file):
        raise desk.pack_problem(DUE_SORT, name, fault)
    return pack


def _unlinked(
    desk: Desk, files: Mapping[str, _Found], packs: Mapping[str, Sequence[DuePackFile]]
) -> Iterator[str]:
    """Yield in a line each what is wrong where one file names what another has, or has not."""
    held = {code: found.file for code, found in files.items()}
    for code, found in files.items():
        due = [
            rule.code
            for rules in (found.file.due, *(pack.due for pack in packs.get(code, ())))
            for rule in rules
        ]
        for fault in link_faults(found.file, held, due):
            if found.pack:
                yield str(desk.pack_problem(SORT, found.pack, fault))
            else:
                place = " ".join(str(each + 1) if isinstance(each, int) else each for each in fault.path)
                yield _("{file}, {place}: {problem}").format(
                    file=found.source, place=place, problem=fault.problem
                )


def _unknown(code: str, files: Mapping[str, _Found]) -> str:
    return _("{code!r} is no register; expected one of {known}").format(
        code=clean_line(code, 60), known=", ".join(sorted(files)) or _("none")
    )
