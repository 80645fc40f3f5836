from datetime import date


def test_the_lorry_comes_on_tuesdays_unless_the_file_says_more(desk):
    def days():
        window = desk.zone.days(date(2026, 11, 23), date(2026, 11, 27))
        return [
            each.start.date().isoformat() for each in desk.feed_events(window) if each.feeds == ("lorry",)
        ]

    assert days() == ["2026-11-24"]
    (desk.folder / "config" / "lorry.toml").write_text('weekdays = ["tue", "fri"]\n', encoding="utf-8")
    desk.renew_settings()
    assert days() == ["2026-11-24", "2026-11-27"]
