"""Calendars whose rules, times and zones are made to hurt whoever works them out.

Each stands under what it tries, with what is to come of it.
"""

from collections.abc import Callable
from typing import NamedTuple

from tests.soak import SOAK

START = "DTSTART:20260901T080000"
MARKS = "\u0316\u0301"
FACE = "\U0001f600"
HOURS = ",".join(map(str, range(24)))
ANY_NUMBER = -1


class Attack(NamedTuple):
    """What is said of a file, or the number of its events, and how its bytes are made."""

    gives: str | int
    made: Callable[[], bytes]


def many(number: int) -> int:
    """Return how many of something a file has: as many as that in a long run, an eighth in a short one."""
    return number if SOAK > 1 else number // 8


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{body}END:VCALENDAR\r\n".encode("utf-8", "surrogatepass")


def one(*lines: str) -> bytes:
    return calendar("\r\n".join(("UID:a", START, *lines)))


def numbered(number: int, *lines: str) -> bytes:
    return calendar(*("\r\n".join((f"UID:{each}", *lines)) for each in range(number)))


def observed(name: str, start: str, offset: str, *rules: str) -> str:
    times = (f"DTSTART:{start}", "TZOFFSETFROM:+0000", f"TZOFFSETTO:{offset}")
    return "".join(f"{line}\r\n" for line in (f"BEGIN:{name}", *times, *rules, f"END:{name}"))


def zoned(*rules: str, offset: str = "+0100", start: str = "19700101T000000") -> bytes:
    """Return an event in a zone of the file's own; one of a single part would never be looked through."""
    parts = observed("STANDARD", start, offset, *rules) + observed("DAYLIGHT", start, "+0200", *rules)
    return calendar(
        "UID:a\r\nDTSTART;TZID=Odd:20260901T080000",
        head=f"BEGIN:VTIMEZONE\r\nTZID:Odd\r\n{parts}END:VTIMEZONE\r\n",
    )


def in_zone(zone: str) -> bytes:
    return calendar(f"UID:a\r\nDTSTART;TZID={zone}:20260901T080000", f"UID:b\r\n{START}")


def dates(number: int) -> list[str]:
    return [
        f"2026{9 + each % 4:02}{1 + each // 4 % 28:02}T{each // 112 % 24:02}{each // 2688 % 60:02}00"
        for each in range(number)
    ]


BROKEN_RULE = "its recurrence rule cannot be read"
RULES = {
    "a rule of every second": Attack("recurs within a day", lambda: one("RRULE:FREQ=SECONDLY")),
    "every second, in a list": Attack("recurs within a day", lambda: one("RRULE:FREQ=DAILY,SECONDLY")),
    "every second, as an exception": Attack(
        ANY_NUMBER, lambda: one("RRULE:FREQ=DAILY;COUNT=9999", "EXRULE:FREQ=SECONDLY")
    ),
    "every second, by its parts": Attack(
        "recurs within a day",
        lambda: one(f"RRULE:FREQ=DAILY;BYHOUR={HOURS};BYMINUTE={HOURS};BYSECOND={HOURS}"),
    ),
    "a count beyond all numbers": Attack("RRULE cannot", lambda: one(f"RRULE:FREQ=DAILY;COUNT={'9' * 400}")),
    "a count too long to spell": Attack("RRULE cannot", lambda: one(f"RRULE:FREQ=DAILY;COUNT={'9' * 9999}")),
    "an interval beyond all numbers": Attack(
        "RRULE cannot", lambda: one(f"RRULE:FREQ=DAILY;INTERVAL={'9' * 400}")
    ),
    "an interval of nothing": Attack(BROKEN_RULE, lambda: one("RRULE:FREQ=DAILY;INTERVAL=0")),
    "an interval of many lives": Attack(BROKEN_RULE, lambda: one("RRULE:FREQ=WEEKLY;INTERVAL=99999999")),
    "an interval backwards": Attack(BROKEN_RULE, lambda: one("RRULE:FREQ=DAILY;INTERVAL=-1")),
    "a month without days": Attack(BROKEN_RULE, lambda: one("RRULE:FREQ=DAILY;BYMONTH=0;BYMONTHDAY=0")),
    "a month before the first": Attack("RRULE cannot", lambda: one("RRULE:FREQ=DAILY;BYMONTH=-1")),
    "a day that no month has": Attack(
        "never gives a day",
        lambda: numbered(300, "DTSTART:00010101T080000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
    ),
    "days that never come, hidden well": Attack(
        "took longer",
        lambda: numbered(300, "DTSTART:00010101T080000", "RRULE:FREQ=DAILY;BYMONTH=2;BYYEARDAY=300"),
    ),
    "daily since the year 1": Attack(
        "took longer", lambda: numbered(300, "DTSTART:00010101T080000", "RRULE:FREQ=DAILY")
    ),
    "hourly by its parts, often": Attack(
        "recur more than 10000 times", lambda: numbered(100, START, f"RRULE:FREQ=DAILY;BYHOUR={HOURS}")
    ),
    "ten thousand rules of one event": Attack(
        "more than 20 recurrence rules",
        lambda: one(*(f"RRULE:FREQ=DAILY;BYMINUTE={n % 60}" for n in range(10_000))),
    ),
    "a rule of a megabyte": Attack(
        BROKEN_RULE, lambda: one(f"RRULE:FREQ=DAILY;BYMONTHDAY={','.join(['1'] * many(500_000))}")
    ),
    "every part of a rule at once": Attack(
        0,
        lambda: one(
            "RRULE:FREQ=YEARLY;BYMONTH=1,2,3;BYMONTHDAY={};BYYEARDAY={};BYWEEKNO={};BYDAY={};BYSETPOS={}".format(
                *(",".join(map(str, range(1, most))) for most in (32, 367, 54)),
                ",".join(f"{n}{day}" for n in range(1, 54) for day in ("MO", "TU", "WE", "TH", "FR")),
                "-366",
            )
        ),
    ),
    "a hundred thousand more dates": Attack(
        "recur more than 10000 times", lambda: one(f"RDATE:{','.join(dates(many(100_000)))}")
    ),
    "a hundred thousand lines of dates": Attack(
        "recur more than 10000 times", lambda: one(*(f"RDATE:{date}" for date in dates(many(100_000))))
    ),
    "a hundred thousand periods": Attack(
        "recur more than 10000 times",
        lambda: one(f"RDATE;VALUE=PERIOD:{','.join(f'{date}/PT1H' for date in dates(many(100_000)))}"),
    ),
    "a hundred thousand exceptions": Attack(
        0, lambda: one("RRULE:FREQ=DAILY;COUNT=1", f"EXDATE:{','.join(dates(many(100_000)))}")
    ),
    "a storm of moved recurrences": Attack(
        ANY_NUMBER,
        lambda: calendar(
            f"UID:a\r\n{START}\r\nRRULE:FREQ=DAILY\r\nSEQUENCE:5",
            *(f"UID:a\r\n{START}\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:{date}" for date in dates(999)),
        ),
    ),
    "moved beyond the years": Attack(
        "cannot be repeated",
        lambda: calendar(
            f"UID:a\r\n{START}\r\nRRULE:FREQ=DAILY",
            "UID:a\r\nDTSTART:99991231T235959\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:00010101T000000",
        ),
    ),
    "one identity for ten thousand events": Attack(1, lambda: calendar(*[f"UID:a\r\n{START}"] * many(9999))),
    "a long note that recurs": Attack(
        "far too much in it",
        lambda: numbered(20, START, "RRULE:FREQ=DAILY;COUNT=490", f"DESCRIPTION:{FACE * 2000}"),
    ),
}
TIMES = {
    "the year 1 to the year 9999": Attack(
        "longer than ten years",
        lambda: calendar("UID:a\r\nDTSTART:00010101T000000Z\r\nDTEND:99991231T235959Z"),
    ),
    "all days of all years": Attack(
        "longer than ten years",
        lambda: calendar("UID:a\r\nDTSTART;VALUE=DATE:00010101\r\nDTEND;VALUE=DATE:99991231"),
    ),
    "the year 0": Attack("DTSTART cannot be read", lambda: calendar("UID:a\r\nDTSTART:00000101T000000Z")),
    "the last second": Attack(
        "beyond the years", lambda: calendar("UID:a\r\nDTSTART:99991231T235959Z\r\nDTEND:99991231T235959Z")
    ),
    "repeated in the last year": Attack(
        0, lambda: calendar("UID:a\r\nDTSTART:99991230T000000Z\r\nRRULE:FREQ=DAILY")
    ),
    "a length beyond all numbers": Attack("DURATION cannot be read", lambda: one(f"DURATION:P{'9' * 300}D")),
    "a length up to the last year": Attack(
        "longer than ten years", lambda: one("DURATION:P2900000D", "RRULE:FREQ=DAILY")
    ),
    "a period up to the last year": Attack(
        "longer than ten years", lambda: one("RDATE;VALUE=PERIOD:20260901T080000/P2900000D")
    ),
    "a start that is a length": Attack(
        "DTSTART cannot be read", lambda: calendar("UID:a\r\nDTSTART;VALUE=DURATION:P1D\r\nDTEND:P1D")
    ),
    "a start that is a period": Attack(
        "DTSTART cannot be read",
        lambda: calendar("UID:a\r\nDTSTART;VALUE=PERIOD:20260901T080000Z/PT1H\r\nRRULE:FREQ=DAILY"),
    ),
    "a start that is a time of day": Attack(
        "DTSTART cannot be read", lambda: calendar("UID:a\r\nDTSTART;VALUE=TIME:080000")
    ),
    "a start in bytes": Attack(
        "DTSTART cannot be read", lambda: calendar("UID:a\r\nDTSTART;VALUE=BINARY;ENCODING=BASE64:QUJD")
    ),
}
ZONES = {
    "two zones in one start": Attack(1, lambda: in_zone("Europe/Berlin,Asia/Tokyo")),
    "a zone that is a folder": Attack("a time zone in it is not known", lambda: in_zone("America")),
    "a zone that is a path": Attack("'../../etc/passwd' is not known", lambda: in_zone("../../etc/passwd")),
    "a zone with a name of a megabyte": Attack("is not known", lambda: in_zone("z" * many(1_000_000))),
    "a zone of a hundred thousand folders": Attack(
        "too deeply nested", lambda: in_zone(f"/{'x/' * 100_000}")
    ),
    "a zone with a zero in its name": Attack("it has no start", lambda: in_zone("Europe/\0Berlin")),
    "a calendar's zone that is a path": Attack(
        "cannot be repeated",
        lambda: calendar(f"UID:a\r\n{START}\r\nRRULE:FREQ=DAILY", head="X-WR-TIMEZONE:../../etc\r\n"),
    ),
    "an offset of ninety-nine hours": Attack("'Odd' is not known", lambda: zoned(offset="+9999")),
    "an offset of a day": Attack("'Odd' is not known", lambda: zoned(offset="-2400")),
    "an offset of almost a day": Attack(1, lambda: zoned(offset="-235959")),
    "an offset of a word": Attack("'Odd' is not known", lambda: zoned(offset="soon")),
    "a zone that changes every second": Attack("'Odd' is not known", lambda: zoned("RRULE:FREQ=SECONDLY")),
    "a zone that changes daily since the year 1800": Attack(
        1, lambda: zoned("RRULE:FREQ=DAILY", start="18000101T000000")
    ),
    "a zone of a hundred thousand changes": Attack(
        1, lambda: zoned(f"RDATE:{','.join(dates(many(100_000)))}")
    ),
    "a zone of no parts": Attack(
        "'Odd' is not known",
        lambda: calendar(
            "UID:a\r\nDTSTART;TZID=Odd:20260901T080000",
            head="BEGIN:VTIMEZONE\r\nTZID:Odd\r\nEND:VTIMEZONE\r\n",
        ),
    ),
    "a zone within a zone": Attack(
        "'Odd' is not known",
        lambda: calendar(
            "UID:a\r\nDTSTART;TZID=Odd:20260901T080000",
            head="BEGIN:VTIMEZONE\r\nTZID:Odd\r\n" * 50 + "END:VTIMEZONE\r\n" * 50,
        ),
    ),
}
