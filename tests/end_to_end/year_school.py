"""A desk that began empty, and a year that people enter: in the terminal, by tables and by commands."""

import csv
import io
import json
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta

import time_machine
import xlsxwriter

from dutydesk.cli.main import main
from dutydesk.host.opening import open_desk
from dutydesk_registers.screens.register import RegisterScreen
from dutydesk_registers.screens.round import RoundScreen
from tests.plugins.planned_desk import area, fill, press
from tests.terminal.pilot_help import until

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
IN_THE_WEEK_BEFORE = NOW - timedelta(days=6)
CALENDAR = """
[[term]]
name = "第二学期"
first = 2026-02-23
last = 2026-07-10
[[term]]
name = "第一学期"
first = 2026-09-01
last = 2027-01-22
"""
PEOPLE = (
    ("工号", "姓名", "拼音", "职务"),
    ("zhao", "赵建国", "Zhao Jianguo", "队长"),
    ("li", "李强", "Li Qiang", "队员"),
)
PUBLICITY = (
    ("标题", "类别", "日期", "份数", "条数", "对象"),
    ("防溺水通知", "通知", "2026-05-20", "", "", "学生"),
    ("消防安全通知", "通报", "2026年4月7日", "60", "", "教职工"),
    ("交通安全通知", "通知", "2026/9/2", "", "", "学生"),
    ("防诈骗传单", "宣传资料", "2026-03-30", "600余", "", "学生"),
    ("消防宣传册", "宣传册", "2026-11-09", "400", "", "学生"),
    ("暑假安全提示", "安全提示", "2026-07-06", "", "25", "学生"),
    ("国庆安全提示", "温馨提示", "2026-09-28", "", "15", "学生"),
    ("安全通知一", "通知", "2025-03-03", "", "", ""),
    ("安全通知二", "通知", "2025-09-02", "", "", ""),
    ("上一年传单", "宣传单", "2025-04-01", "约800", "", ""),
    ("上一年提示", "安全提示", "2025-07-01", "", "30", ""),
)
COUNTERS = (
    ("业务", "日期", "数量", "服务对象"),
    ("户口迁出", "2026-07-31", "180余", "毕业生"),
    ("迁入", "2026-09-20", "26", "新教职工"),
    ("身份证", "2026-10-15", "50", "学生"),
    ("办理身份证", "2026-11-02", "30", "学生"),
    ("迁出", "2025-07-31", "150", "毕业生"),
    ("迁入", "2025-09-20", "31", ""),
)
SERVICING = (
    ("编号", "日期", "维保内容", "数量", "费用"),
    ("教学楼灭火器", "2026-04-12", "充装", "12", "480.5"),
    ("宿舍楼灭火器", "2026-04-13", "换粉", "8", ""),
    ("食堂灭火器", "2025-04-12", "充装", "21", ""),
)
HAZARDS_BEFORE = (
    ("隐患内容", "发现时间", "等级", "整改期限", "整改完成"),
    ("围墙开裂", "2025-03-04", "较大隐患", "2025-03-20", "2025-03-18"),
    ("线路老化", "2025-10-08", "一般隐患", "2025-10-20", ""),
)
EXTINGUISHERS = tuple(
    (f"MF-{number:03}", "干粉灭火器", 1, "教学楼" if number <= 60 else "宿舍楼", datetime(2026, 3, 12))  # noqa: DTZ001
    for number in range(1, 97)
)
EQUIPMENT = (
    ("编号", "类型", "数量", "地点", "配置日期"),
    *EXTINGUISHERS,
    ("YD-1", "应急灯", 4, "一号楼梯", datetime(2026, 3, 12)),  # noqa: DTZ001
    ("YD-2", "应急照明", 2, "二号楼梯", datetime(2026, 3, 12)),  # noqa: DTZ001
    ("MF-2025", "干粉", 13, "食堂", datetime(2025, 5, 6)),  # noqa: DTZ001
)
LECTURES = (
    ("防盗防抢讲座", "2026-03-18", "theft, robbery", "over 400"),
    ("防诈骗与网络安全讲座", "2026-05-13", "fraud, network", "250"),
    ("消防与交通讲座", "2026-09-16", "fire, traffic", "200"),
    ("出行与食品安全讲座", "2026-11-11", "travel, food", "150"),
)
LECTURE_BEFORE = ("上一年讲座", "2025-05-14", "fire", "about 300")


class YearSchool:
    """The desk's folder, the program's commands, and its terminal."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, *arguments, at=NOW):
        out, err = io.StringIO(), io.StringIO()
        status = None
        with time_machine.travel(at), redirect_stdout(out), redirect_stderr(err):
            try:
                main(["--desk", str(self.folder), *map(str, arguments)])
            except SystemExit as left:
                status = left.code
        return status, out.getvalue(), err.getvalue()

    def did(self, *arguments, at=NOW):
        """Run a command that must go well, and return what it printed."""
        status, out, err = self(*arguments, at=at)
        assert status == 0, f"{arguments}: {out}{err}"
        return out

    def json(self, *arguments, at=NOW):
        return json.loads(self.did(*arguments, "--json", at=at))

    @contextmanager
    def opened(self, at=NOW):
        desk = open_desk(self.folder, actor="zhao", clock=lambda: at)
        try:
            yield desk
        finally:
            desk.close()

    def keys(self, register, year, **values):
        """Return the records of a year whose entries say this, as figures name them."""
        found = self.json("registers", "show", register, "--year", year)["entries"]
        return {f"entry:{each['entry']}" for each in found if values.items() <= each["values"].items()}


def csv_file(path, rows, encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def workbook(path, rows):
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("器材台账")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def found_empty(folder):
    """Begin a desk with terms and two people, and no record of anything else."""
    school = YearSchool(folder)
    school.did("init", folder, "--name", "学府路学校", "--zone", "Asia/Shanghai")
    (folder / "config" / "calendar.toml").write_text(CALENDAR, encoding="utf-8")
    school.did("people", "import", csv_file(folder.parent / "人员.csv", PEOPLE))
    return school


def import_tables(school, place):
    """Import what the school kept in tables of its own: of both years, in an older encoding too."""
    for register, file in (
        ("publicity", csv_file(place / "宣传.csv", PUBLICITY, "gb18030")),
        ("counters", csv_file(place / "户籍.csv", COUNTERS, "utf-8-sig")),
        ("servicing", csv_file(place / "维保.csv", SERVICING)),
        ("hazards", csv_file(place / "隐患.csv", HAZARDS_BEFORE)),
        ("equipment", workbook(place / "器材.xlsx", EQUIPMENT)),
    ):
        done = school.json("registers", "import", register, file)
        assert done["faults"] == []
        assert done["passed_over"] == []


def give_lectures(school):
    """Enter the lectures by commands: what each was about, how many came, what it counts for."""
    for title, day, topics, heads in (*LECTURES, LECTURE_BEFORE):
        at = min(NOW, datetime.fromisoformat(f"{day}T12:00+00:00"))
        when = ("--day", day, "--from", "14:00", "--to", "15:40")
        key = school.json("training", "add", title, "--kind", "lecture", *when, at=at)["key"]
        school.did("training", "hold", key, "--topic", topics, "--heads", heads, "--credit-hours", "2", at=at)


def take_hazard_in(school):
    """Find a hazard as a task, take it into the register, and say there that it is rectified."""
    school.did("tasks", "add", "消火栓被遮挡", "--hazard", at=IN_THE_WEEK_BEFORE)
    assert school.json("registers", "take", "hazards", at=IN_THE_WEEK_BEFORE)["taken"] == 1
    (task,) = school.keys("hazards", 2026, what="消火栓被遮挡")
    key = task.removeprefix("entry:")
    school.did("registers", "step", "hazards", key, "rectify", "proof=照片", at=IN_THE_WEEK_BEFORE)


async def open_register(app, pilot, code):
    app.area.action_go_to(code)
    await until(pilot, lambda: isinstance(app.screen, RegisterScreen) and app.screen.read is not None)
    await press(pilot)


async def work_in_the_terminal(desk):
    """Enter the rest by keys: notices, a hazard and its end, a round that finds another, a refill."""
    async with area(desk, "registers") as (app, pilot):
        await open_register(app, pilot, "publicity")
        for title in ("消防月通知", "冬季用电通知"):
            await press(pilot, "a")
            await fill(app, pilot, title=title, kind="notice", copies="120")
            await press(pilot, "enter")
        await press(pilot, "escape")

        await open_register(app, pilot, "hazards")
        await press(pilot, "a")
        await fill(app, pilot, what="应急灯不亮", place="一号楼梯", owner="李强", due="+7")
        await press(pilot, "enter", "d")
        await fill(app, pilot, measures="换灯", proof="收据 17")
        await press(pilot, "enter", "escape")

        await open_register(app, pilot, "inspections")
        await press(pilot, "n")
        await fill(app, pilot, checklist="canteen", place="食堂")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RoundScreen) and bool(app.screen.table.rows))
        await press(pilot, "n")
        await fill(app, pilot, note="许可证过期")
        await press(pilot, "enter")
        for _line in range(len(app.screen.table.rows)):
            await press(pilot, "y")
        await press(pilot, "escape", "escape")

        await open_register(app, pilot, "hazards")
        app.screen.table.move_to(
            next(row.key for row in app.screen.table.rows if "licence" in str(row.cells))
        )
        await press(pilot, "d")
        await fill(app, pilot, proof="新许可证")
        await press(pilot, "enter", "escape")

        await open_register(app, pilot, "equipment")
        app.screen.table.move_to(
            next(row.key for row in app.screen.table.rows if "MF-2025" in str(row.cells))
        )
        await press(pilot, "d")
        await fill(app, pilot, step="refilled")
        await press(pilot, "enter")
        await until(pilot, lambda: app.screen.form is not None and "serviced" in app.screen.form.lines)
        await press(pilot, "enter")
        assert app.contained == ()
