from dutydesk.testing import screen_text


def test_the_book_says_how_to_begin_and_then_who_came(desk):
    assert "Nobody yet" in screen_text(desk, "visitors")
    desk.records("visitors").put("000001", {"name": "[bold]Li", "host": "Zhao", "day": "2026-11-24"})
    assert "2026-11-24  [bold]Li - Zhao" in screen_text(desk, "visitors")


def test_visitors_of_a_year_are_counted(desk):
    for key, day in (("1", "2025-12-31"), ("2", "2026-01-01")):
        desk.records("visitors").put(key, {"name": "Li", "host": "Zhao", "day": day})
    (figure,) = [each for each in desk.figures(2026) if each.key == "visitors"]
    assert (figure.value, figure.records) == (1, ("visitors:2",))
