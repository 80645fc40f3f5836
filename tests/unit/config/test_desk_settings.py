"""The desk's own file and the school calendar."""

from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk.config.calendar_settings import CALENDAR_FILE, CalendarSettings
from dutydesk.config.desk_settings import DESK_FILE, DeskSettings
from dutydesk.config.reading import read_settings
from dutydesk.domain import DayKind, Span

DESK = '[desk]\nname = "No. 1 School"\nzone = "Asia/Shanghai"\nuid = "school.example"\n'


def desk(folder, text: str) -> DeskSettings:
    (folder / "desk.toml").write_text(text, encoding="utf-8")
    settings = read_settings(folder, [DESK_FILE])[DeskSettings]
    assert isinstance(settings, DeskSettings)
    return settings


def calendar(folder, text: str) -> CalendarSettings:
    (folder / "config").mkdir(exist_ok=True)
    (folder / "config" / "calendar.toml").write_text(text, encoding="utf-8")
    settings = read_settings(folder / "config", [CALENDAR_FILE])[CalendarSettings]
    assert isinstance(settings, CalendarSettings)
    return settings


def test_a_short_desk_file_is_enough(tmp_path):
    settings = desk(tmp_path, DESK)
    assert settings.desk.language == ""
    assert settings.database.url == ""
    assert (settings.feeds.days_back, settings.feeds.days_ahead, settings.feeds.url) == (30, 180, "")
    assert str(settings.zone.info) == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Shanghai",
            "Shanghia",
            "desk.toml, line 3, [desk] zone: 'Asia/Shanghia' is no time zone; did you mean 'Asia/Shanghai'?",
        ),
        ("Asia/Shanghai", "../../etc/passwd", "[desk] zone: '../../etc/passwd' is no time zone"),
        ("Asia/Shanghai", "Asia", "[desk] zone: 'Asia' is no time zone"),
        ("Asia/Shanghai", "", "[desk] zone: '' is no time zone"),
        ("school.example", "School", "line 4, [desk] uid: expected small letters a to z, digits, dots and"),
        ("school.example", "a\\n", "line 4, [desk] uid: expected small letters"),
        ("school.example", "", "line 4, [desk] uid: this must not be empty"),
        ("No. 1 School", "a\\u0007b", "line 2, [desk] name: the name must be one line of visible"),
        ("No. 1 School", "a\\nb", "line 2, [desk] name: the name must be one line of visible"),
        ("No. 1 School", "  ", "line 2, [desk] name: the name must be one line of visible"),
        ("No. 1 School", "x" * 101, "line 2, [desk] name: expected at most 100 characters, found 101"),
    ],
)
def test_a_wrong_desk_table_is_named(tmp_path, old, new, expected):
    with pytest.raises(DataProblem) as caught:
        desk(tmp_path, DESK.replace(old, new))
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("[feeds]\ndays_back = 401", "line 6, [feeds] days_back: expected a whole number of at most 400"),
        ("[feeds]\ndays_ahead = 0", "line 6, [feeds] days_ahead: expected a whole number of at least 1"),
        ("[feeds]\nurl = 'ftp://x'", "line 6, [feeds] url: expected an address that begins with https://"),
        ("[feeds]\nurl = 'https://[x'", "line 6, [feeds] url: expected an address"),
    ],
)
def test_wrong_feeds_are_named(tmp_path, more, expected):
    with pytest.raises(DataProblem) as caught:
        desk(tmp_path, DESK + more)
    assert expected in str(caught.value)


def test_a_folder_without_a_desk_file_says_so(tmp_path):
    with pytest.raises(DataProblem) as caught:
        read_settings(tmp_path, [DESK_FILE])
    assert str(caught.value) == "desk.toml (there is no such file): the table [desk] is missing"


def test_the_school_calendar_follows_the_file(tmp_path):
    settings = calendar(
        tmp_path,
        """
workdays = [2026-10-10]
[[term]]
name = "Autumn"
first = 2026-09-01
last = 2027-01-20
[[term]]
name = "Spring"
first = 2026-02-20
last = 2026-07-05
[[holiday]]
name = "National Day"
first = 2026-10-01
last = 2026-10-07
[[holiday]]
name = "New Year"
first = 2027-01-01
""",
    )
    school = settings.school_calendar()
    assert [term.name for term in school.terms] == ["Spring", "Autumn"]
    assert school.holidays[1] == Span("New Year", date(2027, 1, 1), date(2027, 1, 1))
    assert school.kind(date(2026, 10, 10)) is DayKind.WEEKDAY
    assert school.kind(date(2026, 10, 2)) is DayKind.HOLIDAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[[term]]\nname='A'\nfirst=2026-09-01\nlast=2026-08-01\n",
            "line 4, [[term]] 1, last: the last day 2026-08-01 lies before the first, 2026-09-01",
        ),
        (
            "[[holiday]]\nname='A'\nfirst=2026-09-01\nlast=2026-08-31\n",
            "line 4, [[holiday]] 1, last: the last day 2026-08-31 lies before the first",
        ),
        (
            "[[term]]\nname='B'\nfirst=2026-09-01\nlast=2027-01-20\n[[term]]\nname='A'\nfirst=2026-02-01\nlast=2026-09-01\n",
            "line 3, [[term]] 1, first: the term begins on 2026-09-01, before A has ended on 2026-09-01",
        ),
    ],
)
def test_spans_that_cannot_be_are_refused(tmp_path, text, expected):
    with pytest.raises(DataProblem) as caught:
        calendar(tmp_path, text)
    assert str(caught.value).startswith(f"config/calendar.toml, {expected}")
