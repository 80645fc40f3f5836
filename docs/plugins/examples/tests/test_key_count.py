from datetime import timedelta


def titles(desk):
    return [
        item.title
        for item in desk.due(desk.today(), desk.today() + timedelta(days=7))
        if "keys" in item.title
    ]


def test_the_keys_are_due_until_they_are_counted(desk):
    assert titles(desk) == ["Count the keys: dutydesk keys-counted NUMBER"]
    desk.records("key-count").put("2026-11-23", 48)
    assert titles(desk) == []
