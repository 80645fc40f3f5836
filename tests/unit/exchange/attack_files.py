"""Files of a size, a depth or a kind that is made to hurt whoever takes them for calendars.

Each stands under what it tries, with what is to come of it.
"""

import gzip
import io
import zipfile
from itertools import pairwise

from tests.unit.exchange.attack_calendars import MARKS, START, Attack, calendar, many, numbered, one

MILLION = 1_000_000


def nested(depth: int, name: str, *lines: str) -> str:
    inside = "".join(f"{line}\r\n" for line in lines)
    return f"BEGIN:{name}\r\n{inside}" * depth + f"END:{name}\r\n" * depth


def zipped(content: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("year.ics", content)
    return kept.getvalue()


def laughs() -> str:
    levels = "abcdefghij"
    entities = ('<!ENTITY {} "{}">'.format(upper, f"&{lower};" * 10) for lower, upper in pairwise(levels))
    return f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">{"".join(entities)}]><l>&j;</l>'


SIZES = {
    "a line of nine megabytes": Attack(1, lambda: one(f"SUMMARY:{'x' * many(9 * MILLION)}")),
    "a line of nine megabytes that is none": Attack("no start", lambda: calendar("x" * many(9 * MILLION))),
    "a line in a million folds": Attack(1, lambda: one("SUMMARY:" + "x\r\n " * many(MILLION))),
    "four million empty lines": Attack(1, lambda: one("\r\n" * many(4 * MILLION))),
    "four million spaces": Attack(1, lambda: one("SUMMARY" + " " * many(4 * MILLION) + ":x")),
    "a parameter of a megabyte": Attack(1, lambda: one(f"SUMMARY;X={'y' * many(MILLION)}:x")),
    "a quoted parameter of megabytes": Attack(1, lambda: one(f'SUMMARY;X="{";:," * many(MILLION)}":x')),
    "a megabyte of parameters": Attack(1, lambda: one("SUMMARY" + ";A=b" * many(MILLION // 4) + ":x")),
    "a megabyte of different parameters": Attack(
        1, lambda: one("SUMMARY" + "".join(f";A{n}=b" for n in range(many(MILLION // 8))) + ":x")
    ),
    "a quote that never ends": Attack(1, lambda: one(f'SUMMARY;X="{"y" * many(MILLION)}')),
    "a million backslashes": Attack(1, lambda: one("SUMMARY:" + "\\" * many(MILLION))),
    "a million carets": Attack(1, lambda: one('SUMMARY;X="' + "^" * many(MILLION) + '":x')),
    "two hundred thousand lines": Attack(1, lambda: one(*(f"X-{n}:{n}" for n in range(many(200_000))))),
    "two hundred thousand titles": Attack(1, lambda: one(*["SUMMARY:x"] * many(200_000))),
    "two hundred thousand guests": Attack(
        1, lambda: one(*["ATTENDEE;CN=x:mailto:x@example.org"] * many(200_000))
    ),
    "an attachment of five megabytes": Attack(
        1, lambda: one(f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{'QUJD' * many(5 * MILLION // 4)}")
    ),
    "categories of a megabyte": Attack(1, lambda: one("CATEGORIES:" + "a," * many(MILLION // 2))),
    "a letter with two million marks": Attack(1, lambda: one("SUMMARY:a" + MARKS * many(MILLION))),
    "marks where a rule is wrong": Attack("RRULE cannot", lambda: one("RRULE:FREQ=" + MARKS * many(MILLION))),
    "a zone of marks": Attack(
        "is not known", lambda: calendar(f"UID:a\r\nDTSTART;TZID={MARKS * many(MILLION)}:20260901T080000")
    ),
    "a note of marks in every event": Attack(
        many(2000), lambda: numbered(many(2000), START, f"DESCRIPTION:a{MARKS * 1000}")
    ),
    "as many events as there may be": Attack(10_000, lambda: numbered(10_000, START)),
    "too many events": Attack("more than 10000 events", lambda: numbered(10_001)),
    "too many events, in sixteen bits": Attack(
        "more than 10000 events", lambda: numbered(10_001, START).decode().encode("utf-16")
    ),
    "too many events, folded": Attack(
        "more than 10000 events", lambda: numbered(10_001).replace(b"BEGIN:VE", b"BEGIN:V\r\n E")
    ),
    "too many calendars": Attack(
        "more than 10000 events", lambda: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" * 60_000
    ),
    "nothing but broken events": Attack(
        "DTSTART cannot be read", lambda: numbered(many(10_000), "DTSTART:soon", "nothing")
    ),
}
DEPTHS = {
    "alarms ten thousand deep": Attack(1, lambda: one(nested(10_000, "VALARM"))),
    "events in events": Attack(1, lambda: calendar(nested(many(9000), "VEVENT", "UID:a", START))),
    "calendars in calendars": Attack("no events in it", lambda: nested(many(20_000), "VCALENDAR").encode()),
    "calendars that are never ended": Attack("it breaks off", lambda: b"BEGIN:VCALENDAR\r\n" * many(40_000)),
    "parts that nobody knows": Attack("it is no calendar", lambda: b"BEGIN:X\r\n" * many(40_000)),
    "properties within properties": Attack(
        1, lambda: one(*(f"X-{'X-' * n}A;X-B={'X-' * n}:x" for n in range(many(1000))))
    ),
    "ends without beginnings": Attack(
        "it is damaged", lambda: b"BEGIN:VCALENDAR\r\n" + b"END:VCALENDAR\r\n" * many(100_000)
    ),
    "no end": Attack("it breaks off", lambda: one("SUMMARY:x").partition(b"END:VC")[0]),
    "no end of the event": Attack("never ended", lambda: one("SUMMARY:x").replace(b"END:VEVENT\r\n", b"")),
    "a second calendar that breaks off": Attack(
        "it breaks off", lambda: one("SUMMARY:x") + one("SUMMARY:y")[:-20]
    ),
}
FORMS = {
    "bytes that are no text": Attack(1, lambda: one("SUMMARY:x").replace(b"x", bytes(range(128, 256)))),
    "sixteen bits": Attack(1, lambda: one("SUMMARY:x").decode().encode("utf-16")),
    "sixteen bits without a mark": Attack(1, lambda: one("SUMMARY:x").decode().encode("utf-16-le")),
    "sixteen bits the other way": Attack(1, lambda: one("SUMMARY:x").decode().encode("utf-16-be")),
    "sixteen bits and a byte too few": Attack(1, lambda: one("SUMMARY:x").decode().encode("utf-16")[:-1]),
    "half a surrogate": Attack(1, lambda: one("SUMMARY:x\ud800", "LOCATION:\udfff")),
    "zeros in the title": Attack(1, lambda: one("SUMMARY:x" + "\0" * many(MILLION))),
    "the codes of a terminal": Attack(
        "RRULE cannot", lambda: one("SUMMARY:\x1b[2J\x1b]0;x\x07\x9b1m\u202ex", "RRULE:FREQ=\x1b[31m")
    ),
    "a terminal's codes in what is wrong": Attack("no start", lambda: calendar("\x1b[31mbroken\x07")),
    "an archive": Attack("it is a packed file", lambda: zipped(one("SUMMARY:x"))),
    "a bomb in an archive": Attack("it is a packed file", lambda: zipped(b"0" * many(50 * MILLION))),
    "a packed file": Attack("it is a packed file", lambda: gzip.compress(one("SUMMARY:x"))),
    "a page": Attack("it is a web page", lambda: b"<!DOCTYPE html><body>Please sign in</body></html>"),
    "a picture": Attack(
        "it is no calendar", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 999
    ),
    "a billion laughs": Attack(1, lambda: one(f"DESCRIPTION:{laughs()}")),
    "a billion laughs alone": Attack("it is a web page", lambda: laughs().encode()),
    "a list of places on the network": Attack(
        1,
        lambda: one(
            "ATTACH:http://127.0.0.1:9/a",
            "URL:http://127.0.0.1:9/b",
            "IMAGE;VALUE=URI:http://127.0.0.1:9/c",
            'SUMMARY;ALTREP="http://127.0.0.1:9/d":x',
        ),
    ),
}
