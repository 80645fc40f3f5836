"""Settings, packs and plugins in TOML, and damaged and malicious copies of them."""

import re
from random import Random

from benchmarks.faults.damaged_bytes import damaged

VALUES = (
    "0", "-1", "1", "99999999999999999999", "9" * 400, "0x7fffffffffffffff", "1.5", "1e308", "nan",
    "-inf", "true",
    "false", '""', '"x"', '"\\u001b[2J"', '"\\u0000"', '"[/]"', '"24:00"', '"25:99"', '"00:00"',
    "08:00:00", "24:00:00",
    "2026-11-24", "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-24T08:00:00", "2026-11-24T08:00:00Z",
    "9999-12-31T23:59:59.999999-23:59", "[]", "[[]]", '[""]', '["@all"]', "[1, 'x', 2026-01-01]", "{}",
    "{a = 1}",
    '"' + "x" * 5000 + '"', "'''\n'''", '"\u202e"', '"\uffff"', "[" * 90 + "]" * 90, '"every monday"',
    '"@nobody"',
    '"Asia/Shanghai"', '"Mars/Olympus"', '"../../etc/passwd"', '"main-gate"', '"day"', '"FREQ=SECONDLY"',
    '"FREQ=YEARLY;COUNT=99999999"', '"postgresql://u:p@127.0.0.1:9/x"', '"1:2:3"', "1979-05-27T07:32:00",
    "[2026-01-01, 9999-12-31]", '["a", "a", "a"]', '"-"', '" "', '"a\\nb"',
)  # fmt: skip
LINES = (
    "x = 1", "[x]", "[[x]]", "[desk]", "[[post]]", "[[shift]]", "[[term]]", "a.b.c = 1",
    "a = {b = {c = {d = 1}}}",
    ".".join("a" * 200) + " = 1", "[" + ".".join("a" * 200) + "]", "= 1", "x", '"" = 1',
    '"\\u001b" = 1', "\x00", "\t",
    "name = 'x'\nname = 'y'", "[a]\n[a]", "[[a]]\n[a]", "a = 1\n[a.b]", '"""', "'''", "#\x1b[2J",
    "x = 1e", "x = 08",
)  # fmt: skip
_VALUE = re.compile(r"(?<== ).+$", re.MULTILINE)
_NAME = re.compile(r"^[\w.-]+(?= =)", re.MULTILINE)


def damaged_toml(text: str, dice: Random) -> bytes:
    """Return a copy whose values, names, lines or bytes were changed."""
    for _time in range(dice.randint(1, 4)):
        way = dice.randrange(8)
        if way <= 2:
            text = _other(text, _VALUE, dice.choice(VALUES), dice)
        elif way == 3:
            names = _NAME.findall(text) or ["x"]
            text = _other(text, _NAME, dice.choice((*names, "code", "name", "x", '"\\u001b"')), dice)
        elif way == 4:
            values = _VALUE.findall(text) or ["1"]
            text = _other(text, _VALUE, dice.choice(values), dice)
        else:
            text = _lines(text, dice)
    raw = text.encode("utf-8", "surrogatepass")
    if dice.randrange(6) == 0:
        raw = damaged(raw, dice)
    if dice.randrange(40) == 0:
        raw = raw.decode("utf-8", "replace").encode(dice.choice(("utf-16", "utf-8-sig", "gb18030", "utf-7")))
    return raw


def _other(text: str, pattern: re.Pattern[str], new: str, dice: Random) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return f"{text}\nx = {new}\n"
    one = dice.choice(found)
    return text[: one.start()] + new + text[one.end() :]


def _lines(text: str, dice: Random) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    way = dice.randrange(4)
    if way == 0:
        del lines[at : at + dice.choice((1, 1, 5))]
    elif way == 1:
        lines[at:at] = lines[at : at + dice.choice((1, 3, 12))] * dice.choice((1, 1, 30))
    elif way == 2:
        lines.insert(at, lines.pop(dice.randrange(len(lines))))
    else:
        lines.insert(at, dice.choice(LINES))
    return "\n".join(lines)
