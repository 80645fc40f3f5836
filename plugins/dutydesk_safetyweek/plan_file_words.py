"""What the headings and cells of someone's plan of a safety week mean, in English and Chinese."""

from collections.abc import Mapping
from datetime import date

from dutydesk.domain import RoughCount, clean_line, parse_count
from dutydesk.sheets import Cell
from dutydesk.sheets.cells import WrongCell, day_of, text_of
from dutydesk.sheets.headings import plain_word, words_of
from dutydesk.wording import _

FIELDS: Mapping[str, tuple[str, ...]] = {
    "day": ("day", "date", "日期", "星期", "weekday", "周次", "活动日期"),
    "span": ("time", "时间", "时段", "times", "活动时间"),
    "start": ("start", "开始", "开始时间", "from"),
    "end": ("end", "结束", "结束时间", "to"),
    "title": ("activity", "活动", "内容", "活动内容", "活动名称", "title", "主题", "项目"),
    "kind": ("kind", "形式", "活动形式", "type", "类型"),
    "owner": ("owner", "负责人", "责任人", "in charge"),
    "audience": ("audience", "对象", "参加对象", "参与对象", "for"),
    "place": ("place", "地点", "活动地点", "location"),
    "materials": ("materials", "物资", "材料", "所需物资"),
    "classes": ("classes", "班级数", "参加班级", "班数"),
    "reached": ("people reached", "reached", "参加人数", "人数", "参与人数", "受教育人数"),
    "leaflets": ("leaflets", "宣传单", "发放资料", "宣传资料"),
    "note": ("note", "备注", "notes", "说明"),
}
"""Every field of a planned activity, with its headings: the English one, the Chinese one, others."""

KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "class-meeting": ("class-meeting", "class meeting", "班会", "队会"),
    "lecture": ("lecture", "talk", "讲座", "报告会", "讲课"),
    "broadcast": ("broadcast", "广播"),
    "blackboard": ("blackboard", "黑板报", "板报", "手抄报", "橱窗"),
    "banner": ("banner", "poster", "横幅", "标语", "海报"),
    "letter": ("letter", "致家长", "一封信", "公开信", "倡议书"),
    "essay": ("essay", "征文", "作文"),
    "contest": ("contest", "quiz", "竞赛", "比赛"),
    "inspection": ("inspection", "检查", "排查", "整治"),
    "drill": ("drill", "演练", "演习"),
    "study": ("study", "学习", "会议", "动员"),
}
"""Words by which a kind of activity is told, the more telling kinds first."""

_WEEKDAY_NAMES = (
    ("mon", "monday", "一", "周一", "星期一", "1"),
    ("tue", "tuesday", "二", "周二", "星期二", "2"),
    ("wed", "wednesday", "三", "周三", "星期三", "3"),
    ("thu", "thursday", "四", "周四", "星期四", "4"),
    ("fri", "friday", "五", "周五", "星期五", "5"),
    ("sat", "saturday", "六", "周六", "星期六", "6"),
    ("sun", "sunday", "日", "周日", "星期日", "星期天", "7"),
)
_WEEKDAYS = words_of({str(number): names for number, names in enumerate(_WEEKDAY_NAMES)})


def kind_in(text: str) -> str:
    """Return the kind of activity that a text tells of, or nothing."""
    plain = plain_word(text)
    return next(
        (kind for kind, words in KIND_WORDS.items() if any(plain_word(word) in plain for word in words)), ""
    )


def weekday_or_day(cell: Cell) -> int | date | None:
    """Return the weekday, 0 for Monday, or the day that a cell means; None where it is empty.

    Raises:
        WrongCell: it is neither.
    """
    text = text_of(cell)
    if not text:
        return None
    number = _WEEKDAYS.get(plain_word(text))
    if number is not None:
        return int(number)
    try:
        return day_of(cell)
    except WrongCell:
        raise WrongCell(
            _(
                "{text!r} is no day; expected a weekday such as Mon or 星期一, or a date such as 2026-03-30"
            ).format(text=clean_line(text, 40))
        ) from None


def count_of(cell: Cell) -> RoughCount | None:
    """Return the count that a cell means; None where it is empty.

    Raises:
        WrongCell: it is no count.
    """
    text = text_of(cell)
    try:
        return parse_count(text) if text else None
    except ValueError as error:
        raise WrongCell(str(error)) from None
