"""The columns of a file of people: what they and the ranks are called in English and in Chinese."""

from collections.abc import Mapping

from dutydesk.sheets.headings import plain_word, words_of

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "key": ("key", "编号", "工号", "id", "code"),
    "name": ("name", "姓名", "名字"),
    "latin": ("latin", "拼音", "pinyin", "latin name", "姓名拼音"),
    "rank": ("rank", "职务", "职位", "岗位职务"),
    "squad": ("squad", "班组", "分队", "小队"),
    "qualifications": ("qualifications", "资质", "证书", "qualification", "资格证书", "资格"),
    "share": ("share", "工时比例", "工时"),
    "starts": ("starts", "入职日期", "入职时间", "start date"),
    "ends": ("ends", "离职日期", "离职时间", "end date"),
    "phone": ("phone", "电话", "手机", "手机号", "联系电话", "telephone"),
    "email": ("email", "邮箱", "电子邮箱", "电子邮件", "e-mail"),
    "note": ("note", "备注", "notes", "说明"),
}
"""Every field of a person that a file may give, with its headings: English, Chinese, then others."""

RANK_WORDS: Mapping[str, tuple[str, ...]] = {
    "leader": ("leader", "中队长", "队长"),
    "deputy": ("deputy", "副队长", "副中队长"),
    "guard": ("guard", "队员", "保安", "保安员"),
    "staff": ("staff", "职员", "教职工", "职工"),
}
"""Every rank, with the words for it: the English one, the Chinese one, others."""


def headings(language: str) -> tuple[str, ...]:
    """Return the headings under which people are written, in the order of `COLUMNS`."""
    return tuple(names[1] if language == "zh" else names[0] for names in COLUMNS.values())


def rank_named(word: str) -> str | None:
    """Return the rank that `word` means in either language, or None."""
    return _RANKS.get(plain_word(word))


def rank_word(rank: str, language: str) -> str:
    """Return what `rank` is called in the language of a file."""
    words = RANK_WORDS.get(rank, (rank, rank))
    return words[1] if language == "zh" else words[0]


_RANKS = words_of(RANK_WORDS)
