"""Damaged and malicious copies of real calendars: the same copy for the same dice."""

import random
import re
from collections.abc import Callable

WORDS = (
    b"FREQ=SECONDLY", b"FREQ=DAILY", b"FREQ=YEARLY", b"COUNT=99999999999999999999", b"COUNT=-1",
    b"INTERVAL=0", b"INTERVAL=99999999999", b"UNTIL=99991231T235959Z", b"UNTIL=00010101", b"BYDAY=53MO",
    b"BYSETPOS=-1", b"BYMONTHDAY=31", b"BYHOUR=0,1,2,3,4,5", b"BYEASTER=1", b";TZID=Nowhere/At All",
    b";TZID=America", b";VALUE=DATE", b";VALUE=PERIOD", b";VALUE=BINARY", b";RANGE=THISANDFUTURE",
    b"00010101T000000Z", b"99991231T235959Z", b"99991231", b"P9999999D", b"-PT1S", b"+9999", b"-235959",
    b"\r\n", b"\r\n ", b"\n", b"\r", b"\x00", b"\x1b[2J", b"\xff", b"\xe2\x80\xae", b"\xed\xa0\x80",
    b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:VTIMEZONE\r\n", b"END:VCALENDAR\r\n",
    b"BEGIN:VCALENDAR\r\n", b"BEGIN:VALARM\r\n", b"RRULE:", b"EXDATE:", b"RDATE:", b"RECURRENCE-ID:",
    b"DURATION:", b"DTSTART:", b"DTEND:", b"SUMMARY:", b"UID:", b"SEQUENCE:", b'"', b"\\", b",", b";",
    b":", b"=", b"99999999", b"-", b"STATUS:CANCELLED\r\n", b"X-WR-TIMEZONE:Mars\r\n",
)  # fmt: skip
LINES = (
    b"RRULE:FREQ=SECONDLY", b"RRULE:FREQ=DAILY", b"RRULE:FREQ=DAILY;COUNT=99999999999",
    b"RRULE:FREQ=YEARLY;BYDAY=53MO", b"RRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYSETPOS=-1",
    b"RRULE:FREQ=WEEKLY;INTERVAL=99999999", b"RRULE:", b"RRULE:FREQ=", b"RDATE:20260901T080000,20260902",
    b"RDATE;VALUE=PERIOD:20260901T080000Z/P1D", b"EXDATE:20260901", b"EXDATE:",
    b"EXDATE;TZID=Nowhere:20260901T080000", b"RECURRENCE-ID:20260901T080000",
    b"RECURRENCE-ID;VALUE=DATE:20260901", b"RECURRENCE-ID;RANGE=THISANDFUTURE:20260901T080000Z",
    b"DTSTART:00010101T000000Z", b"DTSTART;VALUE=DATE:99991231", b"DTSTART;TZID=Nowhere:20260901T080000",
    b"DTSTART;TZID=Europe/Berlin:20260329T023000", b"DTEND:99991231T235959Z", b"DTEND;VALUE=DATE:20260901",
    b"DURATION:P1W", b"DURATION:-P1D", b"DURATION:PT9999999999S", b"SEQUENCE:x", b"SEQUENCE:99999999999",
    b"UID:", b"UID:a", b"STATUS:CANCELLED", b"SUMMARY;VALUE=DATE:20260901", b"SUMMARY;LANGUAGE=de:x",
    b"SUMMARY;VALUE=INTEGER:1", b"DESCRIPTION;VALUE=BINARY;ENCODING=BASE64:QQ==",
    b"LOCATION;VALUE=GEO:1;2", b"TZID:Odd", b"TZOFFSETTO:+9999", b"TZOFFSETFROM:-2359", b"TZOFFSETTO:x",
    b"TZNAME:", b"X-WR-TIMEZONE:Europe/Berlin", b"X-WR-TIMEZONE:../x", b"CALSCALE:HEBREW",
    b"X-WR-CALNAME;VALUE=DATE:20260901", b"NAME:\x1b[2J", b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VALARM",
    b"END:VALARM", b"BEGIN:VTIMEZONE", b"END:VTIMEZONE", b"BEGIN:DAYLIGHT", b"END:STANDARD",
    b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:", b"END:",
    b"FREEBUSY:20170623T070000Z/20170223T110000Z", b"CATEGORIES;VALUE=DATE:x", b"nothing", b":", b";",
    b" folded", b"",
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")
_VALUE = re.compile(rb"(?<=[:=])[^:;=\r\n]+")
Dice = random.Random


def _byte(raw: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + bytes([dice.randrange(256)]) + raw[at + 1 :]


def _bit(raw: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << dice.randrange(8)]) + raw[at + 1 :]


def _cut_out(raw: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + raw[at + dice.randint(1, 200) :]


def _cut_off(raw: bytes, dice: Dice) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def _repeated(raw: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + raw[at : at + dice.randint(1, 300)] * dice.randint(2, 5) + raw[at:]


def _word(raw: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + dice.choice(WORDS) + raw[at + dice.choice((0, 0, 4)) :]


def _number(raw: bytes, dice: Dice) -> bytes:
    found = list(_NUMBER.finditer(raw))
    if not found:
        return raw
    chosen = dice.choice(found)
    other = dice.choice((b"0", b"-1", b"1", b"9" * len(chosen[0]), b"0" * len(chosen[0]), b"9" * 30, b"2026"))
    return raw[: chosen.start()] + other + raw[chosen.end() :]


def _swapped_values(raw: bytes, dice: Dice) -> bytes:
    found = list(_VALUE.finditer(raw))
    if not found:
        return raw
    chosen, other = dice.choice(found), dice.choice(found)
    return raw[: chosen.start()] + other[0] + raw[chosen.end() :]


def _by_lines(change: Callable[[list[bytes], Dice], None]) -> Callable[[bytes, Dice], bytes]:
    def mutate(raw: bytes, dice: Dice) -> bytes:
        lines = raw.splitlines()
        if lines:
            change(lines, dice)
        return b"\r\n".join(lines) + b"\r\n"

    return mutate


def _drop(lines: list[bytes], dice: Dice) -> None:
    at = dice.randrange(len(lines))
    del lines[at : at + dice.choice((1, 1, 1, 5, 30))]


def _double(lines: list[bytes], dice: Dice) -> None:
    at = dice.randrange(len(lines))
    lines[at:at] = lines[at : at + dice.choice((1, 1, 3, 20))] * dice.choice((1, 1, 2, 30))


def _move(lines: list[bytes], dice: Dice) -> None:
    lines.insert(dice.randrange(len(lines)), lines.pop(dice.randrange(len(lines))))


def _shuffle(lines: list[bytes], dice: Dice) -> None:
    at = dice.randrange(len(lines))
    some = lines[at : at + dice.choice((4, 12, 60))]
    dice.shuffle(some)
    lines[at : at + len(some)] = some


def _add(lines: list[bytes], dice: Dice) -> None:
    for _time in range(dice.choice((1, 1, 2, 5))):
        lines.insert(dice.randrange(len(lines) + 1), dice.choice(LINES))


def _replace(lines: list[bytes], dice: Dice) -> None:
    """Put another line of the same property in the place of one, so that it is read as far as it goes."""
    new = dice.choice(LINES)
    name = re.split(rb"[:;]", new)[0]
    alike = [at for at, line in enumerate(lines) if line.startswith(name)] or list(range(len(lines)))
    lines[dice.choice(alike)] = new


def _of_each_event(lines: list[bytes], dice: Dice) -> None:
    new = dice.choice(LINES)
    lines[:] = [
        out for line in lines for out in ((line, new) if line.startswith(b"BEGIN:VEVENT") else (line,))
    ]


_WAYS = (
    _byte, _bit, _cut_out, _cut_off, _repeated, _word, _word, _number, _number, _swapped_values,
    *map(_by_lines, (_drop, _double, _move, _shuffle, _add, _add, _replace, _replace, _of_each_event)),
)  # fmt: skip


def mutated(raw: bytes, dice: Dice) -> bytes:
    """Return a copy that was changed in one to six ways; now and then in another encoding."""
    for _time in range(dice.randint(1, 6)):
        raw = dice.choice(_WAYS)(raw or b" ", dice)
    if dice.randrange(50) == 0:
        raw = raw.decode("utf-8", "replace").encode(
            dice.choice(("utf-16", "utf-16-le", "gb18030", "utf-8-sig"))
        )
    return raw
