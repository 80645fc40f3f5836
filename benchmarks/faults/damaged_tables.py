"""Tables of people, attendance and plans, and damaged and malicious copies of them: CSV and workbooks."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from functools import cache
from random import Random

import xlsxwriter

from benchmarks.faults.damaged_bytes import damaged
from benchmarks.faults.hostile_texts import TEXTS

Rows = list[list[str]]

PEOPLE = "people"
ATTENDANCE = "attendance"
SESSIONS = "sessions"
WEEK = "week"
EQUIPMENT = "equipment"
PUBLICITY = "publicity"

TABLES: dict[str, Rows] = {
    PEOPLE: [
        ["工号", "姓名", "拼音", "职务", "班组", "资质", "工时比例", "入职日期", "离职日期", "电话",
        "邮箱", "备注"],
        ["new-1", "新一", "Xin Yi", "队员", "1", "first-aid", "100%", "2026-09-01", "", "13800000001",
        "", "note"],
        ["new-2", "New Two", "", "deputy", "2", "急救、监控室", "0.5", "2026年9月1日", "", "",
        "a@b.example", ""],
        ["chen-jing", "陈静", "Chen Jing", "guard", "1", "", "1", "", "2030-01-01", "", "", "changed"],
    ],
    ATTENDANCE: [
        ["name", "state", "minutes", "reason"],
        ["Chen Jing", "present", "", ""],
        ["杨军", "迟到", "12", "bus"],
        ["吴刚", "absent", "", "ill"],
    ],
    SESSIONS: [
        ["日期", "时间", "内容", "类别", "地点", "参加人员", "负责人", "备注"],
        ["2026-12-01", "15:10-16:00", "消防器材", "训练", "操场", "全体", "chen-jing", "bring boots"],
        ["2026-12-08", "14:00-14:45", "Radio use", "study", "Room 3", "@all", "", ""],
        ["2026/12/15", "9:00–9:30", "Meeting", "例会", "", "Chen Jing, 吴刚", "", ""],
    ],
    WEEK: [
        ["day", "title", "kind", "time", "place", "owner", "audience", "reached", "leaflets", "note"],
        ["Monday", "Opening 启动", "", "08:00-08:20", "Gate", "chen-jing", "all", "about 300", "200", ""],
        ["", "Drill 演练", "drill", "10:00-10:30", "Hall", "", "grade 7", "", "", "x"],
        ["周三", "Lecture", "lecture", "", "", "吴刚", "", "", "", ""],
    ],
    EQUIPMENT: [
        ["编号", "类型", "数量", "地点", "出厂日期", "In use since", "often", "状态", "DutyDesk key"],
        ["MF-001", "干粉", "1", "教学楼一楼", "2025-03-01", "2026年3月12日", "", "在用", ""],
        ["MF-002", "powder", "12", "Boiler room", "2025/3/1", "2026-03-12", "是", "in use", "abc"],
        ["YD-1", "应急灯", "6", "楼梯", "", "2026-03-12", "no", "正常", ""],
    ],
    PUBLICITY: [
        ["标题", "类别", "日期", "份数", "tips", "对象", "负责人", "What it says"],
        ["防溺水通知", "通知", "2026-05-20", "1000余", "", "学生", "chen-jing", "one\ntwo"],
        ["Holiday tips", "安全提示", "2026/7/6", "about 300", "25", "all", "吴刚", ""],
        ["Leaflet", "leaflet", "2026-3-30", "over 1000", "", "", "", "="],
    ],
}  # fmt: skip
WORDS: tuple[str, ...] = (
    "", " ", "0", "-1", "1e308", "nan", "inf", "99999999999999999999", "1.38E+10", "0.5", "150%", "%", "=1+1",
    '=HYPERLINK("http://evil.example")', "+1", "-2+3", "@SUM(A1)", "\t=1", "'=1", "2026-02-30", "0001-01-01",
    "9999-12-31", "2026-13-01", "46000", "1", "25:00", "24:00", "08:00-07:00", "00:00-24:00",
    "８：００", "all day",
    "全体", "@all", "@nobody", "@squad:1", "chen-jing", "Chen Jing", "陈静", "CHEN-JING", "name", "key",
    "日期",
    "leader", "队长", "present", "迟到", "Monday", "周八", "2027-01-04", "a" * 300, "a" * 140_000,
    "\u0661\u0662",
    "²", "½", "1,2", ";", ",,,", '"', '""', 'a"b', "x\ny", "x\r\ny", "\ufeff", "sep=;", "<html>",
    "TRUE", "#REF!",
    "__proto__", "../../etc/passwd", "con", *TEXTS.values(),
)  # fmt: skip
_ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-7",
    "latin-1",
    "cp437",
)
_SEPARATORS = (",", ",", ",", ";", "\t", "|", " ")
_LINE_ENDS = ("\r\n", "\n", "\r", "\n\r", "\u2028")


def damaged_rows(rows: Sequence[Sequence[str]], dice: Random) -> Rows:
    """Return a copy of a table with cells, rows, columns and headings changed."""
    made = [list(row) for row in rows]
    for _time in range(dice.randint(0, 4)):
        row = made[dice.randrange(len(made))] if made else [""]
        way = dice.randrange(9)
        if way <= 3 and row:
            row[dice.randrange(len(row))] = dice.choice(WORDS)
        elif way == 4:
            made += [list(row) for _more in range(dice.choice((1, 2, 300)))]
        elif way == 5 and len(made) > 1:
            made.pop(dice.randrange(len(made)))
        elif way == 6:
            dice.shuffle(row)
        elif way == 7:
            row += [dice.choice(WORDS)] * dice.choice((1, 5, 250))
        else:
            made.insert(dice.randrange(len(made) + 1), [dice.choice(WORDS)] * dice.choice((0, 1, 3)))
    return made


def damaged_csv(name: str, dice: Random) -> bytes:
    """Return a damaged copy of a table as CSV."""
    rows = damaged_rows(TABLES[name], dice)
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=dice.choice(_SEPARATORS),
        lineterminator=dice.choice(_LINE_ENDS) if dice.randrange(4) == 0 else "\r\n",
        quoting=dice.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        doublequote=bool(dice.randrange(8)),
        escapechar="\\",
    )
    writer.writerows(rows)
    raw = text.getvalue().encode(dice.choice(_ENCODINGS) if dice.randrange(3) == 0 else "utf-8", "replace")
    return damaged(raw, dice) if dice.randrange(3) == 0 else raw


@cache
def _workbook(name: str) -> dict[str, bytes]:
    """Return the parts of a workbook that holds a table."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("people")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(TABLES[name]):
            sheet.write_row(number, 0, row)
        sheet.write_number(20, 0, 46000, day)
        sheet.write_number(20, 1, 0.5, book.add_format({"num_format": "hh:mm"}))
        sheet.write_formula(21, 0, "=1+1")
        sheet.write_boolean(21, 1, True)  # noqa: FBT003 - the library takes it so
    with zipfile.ZipFile(content) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


_VALUES = (
    b"0", b"-1", b"1048576", b"16384", b"4294967295", b"9" * 30, b"1e308", b"nan", b"inf", b"-1e308",
    b"A1048576",
    b"XFD1048576", b"ZZZZZZZZ1", b"A0", b"", b"s", b"n", b"b", b"e", b"d", b"str", b"inlineStr", b"x" * 5000,
    b"A1:XFD1048576", b"&j;", b"&#0;", b"&#27;[2J", b"&#x110000;", b"../../x", b"worksheets/sheet2.xml",
    b"\xff\xfe",
    b"http://127.0.0.1:9/x", b"0.5", b"46000", b"1.5e10",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb'"[^"]*"')
_TEXT = re.compile(rb"(?<=>)[^<]+(?=<)")
_TAG = re.compile(rb"<[^>]+>")
_BOMB = b'<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY j "&b;&b;&b;&b;&b;&b;">]>'


def _damaged_xml(xml: bytes, dice: Random) -> bytes:
    """Return XML with an attribute, a text or a tag changed, doubled or taken out."""
    pattern = dice.choice((_ATTRIBUTE, _ATTRIBUTE, _TEXT, _TAG))
    found = list(pattern.finditer(xml))
    if not found:
        return xml
    one = dice.choice(found)
    if pattern is _ATTRIBUTE:
        new = b'"' + dice.choice(_VALUES) + b'"'
    elif pattern is _TEXT:
        new = dice.choice((*_VALUES, *(word.encode("utf-8", "replace") for word in WORDS[:60])))
    else:
        new = dice.choice((b"", one[0] * 2, one[0] * 3000, b"<", b"<!--", b"<![CDATA["))
    if dice.randrange(25) == 0:
        xml = xml.replace(b"?>", b"?>" + _BOMB, 1)
    return xml[: one.start()] + new + xml[one.end() :]


def damaged_workbook(name: str, dice: Random) -> bytes:
    """Return a damaged copy of a workbook: in its cells, its parts, its archive or its bytes."""
    parts = dict(_workbook(name))
    for _time in range(dice.randint(0, 3)):
        part = dice.choice(("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", *parts))
        if part in parts:
            parts[part] = _damaged_xml(parts[part], dice)
    if dice.randrange(6) == 0:
        _change_parts(parts, dice)
    content = io.BytesIO()
    packing = dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(content, "w", packing) as archive:
        for path, held in parts.items():
            archive.writestr(zipfile.ZipInfo(path), held)
        if dice.randrange(20) == 0:
            archive.comment = b"PK\x05\x06" * 20
    raw = content.getvalue()
    way = dice.randrange(9)
    if way == 0:
        return damaged(raw, dice)
    if way == 1:
        return _lying(raw, dice)
    return raw


def _change_parts(parts: dict[str, bytes], dice: Random) -> None:
    """Take parts out, bring others in, or call them by another name."""
    way = dice.randrange(6)
    some = dice.choice(list(parts))
    if way == 0:
        del parts[some]
    elif way == 1:
        parts[
            dice.choice(("../../../tmp/x", "/abs", "C:\\x", "xl/" + "a" * 300, "\x1b[2J", "xl/worksheets/"))
        ] = b"x"
    elif way == 2:
        parts[f"{some}x"] = parts.pop(some)
    elif way == 3:
        parts["inner.xlsx"] = zlib.compress(b"0" * 1_000_000)
    elif way == 4:
        parts["xl/worksheets/sheet1.xml"] = b"0" * dice.choice(
            (1_000_000, 70_000_000 if dice.randrange(9) == 0 else 9)
        )
    else:
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" * 100


def _lying(raw: bytes, dice: Random) -> bytes:
    """Return an archive whose directory says something that is not so."""
    marks = [
        one.start()
        for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")
        for one in re.finditer(mark, raw)
    ]
    at = dice.choice(marks) + dice.randrange(4, 46)
    return (
        raw[:at]
        + dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff", b"\x0c\0", b"\1"))
        + raw[at + 4 :]
    )
