"""The words of attendance lists: headings and states in English and Chinese, as people and programs write."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from dutydesk.sheets.headings import plain_word
from dutydesk_training.attendance import Presence

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "key": ("key", "工号", "编号", "id", "code"),
    "name": ("name", "姓名", "名字", "人员", "person", "full name"),
    "state": (
        "state",
        "状态",
        "考勤",
        "出勤",
        "出勤情况",
        "考勤状态",
        "签到",
        "status",
        "attendance",
        "presence",
    ),
    "minutes": ("minutes", "迟到分钟", "迟到(分钟)", "迟到时长", "minutes late", "late minutes"),
    "reason": ("reason", "原因", "备注", "事由", "请假原因", "说明", "note", "notes", "remark", "remarks"),
}
"""What a list may give of each person, with its headings: English, Chinese, then others."""

STATES: Mapping[Presence, tuple[str, ...]] = {
    Presence.PRESENT: (
        "present", "出勤", "到", "已到", "到场", "出席", "参加", "正常", "已签到", "签到",
        "√", "✓", "✔", "☑", "v", "y", "yes", "true", "1", "on time", "准时", "是",
    ),
    Presence.LATE: ("late", "迟到", "晚到", "l"),
    Presence.EXCUSED: (
        "excused", "请假", "事假", "病假", "公假", "年假", "调休", "值班", "值勤", "公出", "出差",
        "leave", "on leave", "sick", "on duty", "e",
    ),
    Presence.ABSENT: (
        "absent", "缺席", "旷课", "旷工", "缺勤", "未到", "没到", "未签到", "无故缺席",
        "×", "✗", "✘", "x", "n", "no", "false", "0", "a", "否",
    ),
}  # fmt: skip
"""Every presence, with the words for it: the English one, the Chinese one, others."""

_MINUTES = re.compile(r"\D*(\d{1,4})\D*")
_NAMING_LEAVE = frozenset(
    {"事假", "病假", "公假", "年假", "调休", "值班", "值勤", "公出", "出差", "sick", "onduty"}
)
"""States that say for what someone is excused."""


@dataclass(frozen=True, slots=True)
class StateWord:
    """What a cell of states says: the presence, minutes where they stand in it, and a reason it names."""

    presence: Presence
    minutes: int | None = None
    reason: str = ""


def state_named(text: str) -> StateWord | None:
    """Return what a state such as ``late 10``, ``迟到10分钟`` or ``病假`` means, or None."""
    word = plain_word(text)
    presence = _STATES.get(word)
    if presence is not None and presence is not Presence.LATE:
        return StateWord(presence, reason=text.strip() if word in _NAMING_LEAVE else "")
    if presence is None and not word.startswith(_LATE_WORDS):
        return None
    found = _MINUTES.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        return StateWord(Presence.LATE) if presence is Presence.LATE else None
    return StateWord(Presence.LATE, minutes=int(found[1]))


def state_word(presence: Presence, language: str) -> str:
    """Return what a presence is called in the language of a file."""
    words = STATES[presence]
    return words[1] if language == "zh" else words[0]


def headings(language: str) -> tuple[str, ...]:
    """Return the headings of a list, in the order of `COLUMNS`."""
    return tuple(names[1] if language == "zh" else names[0] for names in COLUMNS.values())


_STATES = {plain_word(word): presence for presence, words in STATES.items() for word in words}
_LATE_WORDS = tuple(plain_word(word) for word in STATES[Presence.LATE] if word != "l")
