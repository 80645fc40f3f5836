"""What can befall the files of a desk: each harm is done to one file of a closed desk."""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DATABASE = "dutydesk.db"
_HUGE = 3 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Harm:
    """One thing that befalls a file; `is_plain` where nobody can take the desk for a sound one after it."""

    name: str
    do: Callable[[Path, random.Random], None]
    is_plain: bool = False


def _write(path: Path, change: Callable[[bytearray, random.Random], None], dice: random.Random) -> None:
    content = bytearray(path.read_bytes())
    change(content, dice)
    path.write_bytes(content)


def _flip_bits(path: Path, dice: random.Random) -> None:
    def flip(content: bytearray, dice: random.Random) -> None:
        for _time in range(dice.choice((1, 1, 2, 8, 64))):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)

    _write(path, flip, dice)


def _overwrite(path: Path, dice: random.Random) -> None:
    def over(content: bytearray, dice: random.Random) -> None:
        start = dice.randrange(len(content))
        length = min(dice.choice((16, 512, 4096, 20000)), len(content) - start)
        content[start : start + length] = bytes(length) if dice.random() < 0.5 else dice.randbytes(length)

    _write(path, over, dice)


def _spoil_the_beginning(path: Path, dice: random.Random) -> None:
    def spoil(content: bytearray, dice: random.Random) -> None:
        content[: dice.choice((1, 16, 100, 4096))] = dice.randbytes(dice.choice((1, 16, 100, 4096)))

    _write(path, spoil, dice)


def _cut(path: Path, dice: random.Random) -> None:
    os.truncate(path, dice.randrange(1, path.stat().st_size))


def _empty(path: Path, _dice: random.Random) -> None:
    os.truncate(path, 0)


def _letter(path: Path, _dice: random.Random) -> None:
    path.write_text("Dear headmaster, the desk is not here any more.\n" * 200, encoding="utf-8")


def _gone(path: Path, _dice: random.Random) -> None:
    path.unlink()


def _folder(path: Path, _dice: random.Random) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path, _dice: random.Random) -> None:
    path.unlink()
    os.mkfifo(path)


def _dangling(path: Path, _dice: random.Random) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def _round_in_circles(path: Path, _dice: random.Random) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _huge(path: Path, _dice: random.Random) -> None:
    with path.open("ab") as file:
        file.write(b"\n# more and more" * (_HUGE // 16))


def _other_encoding(path: Path, _dice: random.Random) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


def _binary(path: Path, dice: random.Random) -> None:
    path.write_bytes(dice.randbytes(2000))


def _garbled_line(path: Path, dice: random.Random) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(dice.randrange(len(lines) + 1), "= = [[")
    path.write_text("\n".join(lines), encoding="utf-8")


def _beside(path: Path, ending: str, content: bytes) -> None:
    file = path.with_name(f"{path.name}{ending}")
    file.write_bytes(content)
    file.chmod(0o600)


def _log_of_garbage(path: Path, dice: random.Random) -> None:
    _beside(path, "-wal", dice.randbytes(dice.choice((31, 5000, 40000))))


def _index_of_garbage(path: Path, dice: random.Random) -> None:
    _beside(path, "-shm", dice.randbytes(32768))


def _log_is_a_pipe(path: Path, _dice: random.Random) -> None:
    os.mkfifo(path.with_name(f"{path.name}-wal"))


def _only_the_log_left(path: Path, dice: random.Random) -> None:
    _log_of_garbage(path, dice)
    path.unlink()


def _another_database(path: Path, _dice: random.Random) -> None:
    import sqlite3  # noqa: PLC0415 - one harm of many

    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()


DATABASE_HARMS = (
    Harm("bits flipped", _flip_bits),
    Harm("a part overwritten", _overwrite),
    Harm("its beginning spoilt", _spoil_the_beginning),
    Harm("cut", _cut),
    Harm("emptied", _empty, is_plain=True),
    Harm("a letter in its place", _letter, is_plain=True),
    Harm("gone", _gone, is_plain=True),
    Harm("a folder in its place", _folder, is_plain=True),
    Harm("a named pipe in its place", _pipe, is_plain=True),
    Harm("a link to nowhere", _dangling, is_plain=True),
    Harm("a link to itself", _round_in_circles, is_plain=True),
    Harm("another program's database", _another_database, is_plain=True),
    Harm("its log full of garbage", _log_of_garbage),
    Harm("its index full of garbage", _index_of_garbage),
    Harm("its log a named pipe", _log_is_a_pipe, is_plain=True),
    Harm("only its log left", _only_the_log_left, is_plain=True),
)
SETTINGS_HARMS = (
    Harm("cut", _cut),
    Harm("bits flipped", _flip_bits),
    Harm("binary", _binary, is_plain=True),
    Harm("in another encoding", _other_encoding, is_plain=True),
    Harm("a line garbled", _garbled_line, is_plain=True),
    Harm("a folder in its place", _folder, is_plain=True),
    Harm("a named pipe in its place", _pipe, is_plain=True),
    Harm("a link to nowhere", _dangling, is_plain=True),
    Harm("a link to itself", _round_in_circles, is_plain=True),
    Harm("huge", _huge, is_plain=True),
)
DESK_FILE_HARMS = (
    *SETTINGS_HARMS,
    Harm("gone", _gone, is_plain=True),
    Harm("emptied", _empty, is_plain=True),
)


def harmed(folder: Path, number: int, dice: random.Random) -> tuple[str, Harm]:
    """Do the harm of this number to the desk in `folder`, and return to which file and what it was.

    Every second one befalls the database, every fourth ``desk.toml``; each harm comes in its turn.
    """
    if number % 2 == 0:
        name, harms, turn = DATABASE, DATABASE_HARMS, number // 2
    elif number % 4 == 1:
        name, harms, turn = "desk.toml", DESK_FILE_HARMS, number // 4
    else:
        files = sorted(path.name for path in (folder / "config").glob("*.toml"))
        name, harms, turn = f"config/{dice.choice(files)}", SETTINGS_HARMS, number // 4
    harm = harms[turn % len(harms)]
    harm.do(folder / name, dice)
    return name, harm
