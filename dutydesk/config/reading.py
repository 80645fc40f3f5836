"""Reading the TOML files of a desk, and saying in one line what is wrong with one."""

import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import msgspec

from dutydesk.api import DataProblem, Settings, SettingsFault, SettingsFile, SettingsReader, TomlPlugin
from dutydesk.api.settings import S
from dutydesk.config.complaints import fault_of, suggestion
from dutydesk.config.places import place_in_words
from dutydesk.config.syntax import refuse_long_keys, syntax_in_words
from dutydesk.domain import clean_line
from dutydesk.wording import _

MOST_BYTES = 1024 * 1024
_LONGEST_PROBLEM = 1000
_MOST_KEPT = 32 * 1024


@dataclass(frozen=True, slots=True)
class _Text:
    """A settings file as it was found: how messages call it, its text, and whether it is there at all."""

    shown: str
    text: str
    exists: bool = True


def read_settings(folder: Path, files: Sequence[SettingsFile]) -> dict[type[Settings], Settings]:
    """Read every one of `files` in `folder` and check them, each alone and then against one another.

    An absent file is read as an empty one. Messages name a file as people see it from the desk:
    ``config/posts.toml`` when `folder` is the desk's ``config``, else by its bare name.

    Raises:
        DataProblem: the first thing that is wrong: file, line, key, and what was expected there.
        ValueError: two of `files` have the same type, so that one would hide the other.
    """
    found: dict[type[Settings], Settings] = {}
    sources: list[tuple[SettingsFile, _Text, dict[str, Any]]] = []
    for file in files:
        if file.type in found:
            raise ValueError(f"{file.name}: the type {file.type.__name__} is read from another file already")
        source = _read_text(folder / file.name, _shown_name(folder, file.name))
        document = _parse(source)
        found[file.type] = _convert(source, document, file.type)
        sources.append((file, source, document))

    def reader(of: type[S], /) -> S:
        return cast("S", found[of])

    for file, source, document in sources:
        for fault in file.check(found[file.type], reader) if file.check is not None else ():
            raise _problem(source, document, fault)
    return found


def settings_faults(
    folder: Path, files: Sequence[SettingsFile], texts: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return what is wrong with each of `files` in `folder`: its name, and the line that says it or nothing.

    `texts` stand in place of what is on the disk, for an editor that wants to know before saving. Where a
    file is wrong by itself, the files are not held against one another.
    """
    texts = texts or {}
    faults: dict[str, str] = {}
    found: dict[type[Settings], Settings] = {}
    sources: list[tuple[SettingsFile, _Text, dict[str, Any]]] = []
    for file in files:
        faults[file.name] = ""
        shown = _shown_name(folder, file.name)
        try:
            text = texts.get(file.name)
            source = (
                _read_text(folder / file.name, shown) if text is None else _Text(shown, text.lstrip("\ufeff"))
            )
            document = _parse(source)
            found[file.type] = _convert(source, document, file.type)
        except DataProblem as problem:
            faults[file.name] = str(problem)
        else:
            sources.append((file, source, document))

    def reader(of: type[S], /) -> S:
        return cast("S", found[of])

    for file, source, document in sources if len(sources) == len(files) else ():
        try:
            fault = next(iter(file.check(found[file.type], reader)), None) if file.check else None
        except DataProblem as problem:
            faults[file.name] = str(problem)
        else:
            faults[file.name] = str(_problem(source, document, fault)) if fault is not None else ""
    return faults


def read_settings_file(path: Path, of: type[S], shown: str) -> S:
    """Return the settings that one file holds by itself; `shown` is how messages call it.

    Raises:
        DataProblem: there is no such file, or the first thing that is wrong with it, as in `read_settings`.
    """
    source = _read_text(path, shown)
    if not source.exists:
        raise DataProblem(_("{file}: there is no such file").format(file=shown))
    return _convert(source, _parse(source), of)


def read_toml_plugin(
    path: Path, shown: str, sorts: Sequence[TomlPlugin], reader: SettingsReader
) -> tuple[TomlPlugin, Settings]:
    """Return of which of `sorts` a TOML plugin is, and what it holds; `shown` is how messages call the file.

    Raises:
        DataProblem: there is no such file, it is of no known sort, or the first thing that is wrong with it.
    """
    source = _read_text(path, shown)
    if not source.exists:
        raise DataProblem(_("{file}: there is no such file").format(file=shown))
    document = _parse(source)
    named = document.get("plugin")
    sort = next((each for each in sorts if each.sort == named), None)
    if sort is None:
        raise _problem(source, document, _unknown_sort(named, [each.sort for each in sorts]))
    held = _convert(source, document, sort.type)
    for fault in sort.check(held, reader) if sort.check is not None else ():
        raise _problem(source, document, fault)
    return sort, held


def _unknown_sort(named: object, sorts: list[str]) -> SettingsFault:
    if not sorts:
        return SettingsFault((), _("no plugin that is on takes TOML files"))
    near = suggestion(named, sorts) if isinstance(named, str) else ""
    known = ", ".join(f'"{each}"' for each in sorted(sorts))
    return SettingsFault(
        () if named is None else ("plugin",), _("expected plugin = one of {sorts}").format(sorts=known) + near
    )


def problem_at(path: Path, shown: str, fault: SettingsFault) -> DataProblem:
    """Return what is wrong at a place of a file that was read before: file, line, key and problem.

    `shown` is how messages call the file. One that cannot be read any more is the problem itself.
    """
    try:
        source = _read_text(path, shown)
        return _problem(source, _parse(source), fault)
    except DataProblem as problem:
        return problem


def read_settings_text(text: str, of: type[S], shown: str) -> S:
    """Return the settings that `text` holds, without the checks across files.

    It serves an editor that wants to know before saving; `shown` is how messages call the file.

    Raises:
        DataProblem: the first thing that is wrong, as in `read_settings`.
    """
    source = _Text(shown, text)
    return _convert(source, _parse(source), of)


def _shown_name(folder: Path, name: str) -> str:
    return f"config/{name}" if folder.name == "config" else name


def _read_text(path: Path, shown: str) -> _Text:
    """Return the text of a regular file of bearable size; a special file could hang the desk for ever."""
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise DataProblem(_("{file}: this is a folder; a file was expected").format(file=shown))
        if not stat.S_ISREG(kind):
            raise DataProblem(_("{file}: this is not an ordinary file").format(file=shown))
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        if path.is_symlink():
            raise DataProblem(_("{file}: this is a link that leads nowhere").format(file=shown)) from None
        return _Text(shown, "", exists=False)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise DataProblem(
            _("{file}: the file cannot be read: {reason}").format(file=shown, reason=reason)
        ) from error
    if len(raw) > MOST_BYTES:
        raise DataProblem(
            _("{file}: the file is larger than 1 MiB, the most that is read").format(file=shown)
        )
    try:
        return _Text(shown, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataProblem(
            _("{file}, line {line}: the text is not saved as UTF-8; please save it as UTF-8").format(
                file=shown, line=line
            )
        ) from error


@lru_cache(maxsize=128)
def _document(text: str) -> dict[str, Any]:
    """Return what `text` holds, for nobody to change: most files of a desk are read twice."""
    return tomllib.loads(text)


def _parse(source: _Text) -> dict[str, Any]:
    try:
        refuse_long_keys(source.text)
        return _document(source.text) if len(source.text) <= _MOST_KEPT else tomllib.loads(source.text)
    except RecursionError as error:
        raise DataProblem(
            _("{file}: lists or tables are nested too deeply").format(file=source.shown)
        ) from error
    except ValueError as error:
        raise DataProblem(f"{source.shown}, {syntax_in_words(error, source.text)}") from error


def _convert(source: _Text, document: dict[str, Any], of: type[S]) -> S:
    try:
        return msgspec.convert(document, of, strict=True)
    except msgspec.ValidationError as error:
        raise _problem(source, document, fault_of(error, document, of)) from error
    except RecursionError as error:
        raise DataProblem(
            _("{file}: lists or tables are nested too deeply").format(file=source.shown)
        ) from error


def _problem(source: _Text, document: Mapping[str, Any], fault: SettingsFault) -> DataProblem:
    """Put a fault into the one line that people read: file, line, place, problem."""
    if not source.exists:
        where = _("{file} (there is no such file)").format(file=source.shown)
    elif fault.path:
        from dutydesk.config.locating import locate  # noqa: PLC0415 - a parser is loaded only for a fault

        line = locate(source.text, fault.path)
        where = _("{file}, line {line}").format(file=source.shown, line=line)
    else:
        where = source.shown
    place = place_in_words(fault.path, document)
    told = f"{where}, {place}: {fault.problem}" if place else f"{where}: {fault.problem}"
    return DataProblem(clean_line(told, _LONGEST_PROBLEM))
