"""The form, and the links that a choice leads to."""

from urllib.parse import parse_qs, urlencode

import pytest

from dutydesk.feeds.choice import ALARMS, EVERYTHING, Choice, choice_of
from dutydesk.feeds.page.document import subscription_page

CHOICES = [
    EVERYTHING,
    Choice(language="zh"),
    Choice(kinds=("duty",)),
    Choice(kinds=("drill", "meeting"), alarms=(30,)),
    Choice(language="en", kinds=("drill", "duty", "meeting"), alarms=(1440, 15)),
]


def submitted(form) -> str:
    """Return the query with which a browser sends `form`."""
    pairs = [
        (field.attrs["name"], field.attrs["value"]) for field in form.all("input") if "checked" in field.attrs
    ]
    for select in form.all("select"):
        options = select.all("option")
        chosen = [option for option in options if "selected" in option.attrs] or options
        pairs.append((select.attrs["name"], chosen[0].attrs["value"]))
    return urlencode(pairs)


@pytest.mark.parametrize("choice", CHOICES)
def test_the_form_sends_back_the_choice_that_it_shows(document, view, choice):
    form = document(subscription_page(view(choice=choice))).one("form")
    assert choice_of(submitted(form)) == choice
    assert form.attrs["method"] == "get"


def test_without_kinds_to_choose_among_there_is_no_question(document, view):
    form = document(subscription_page(view(kinds=()))).one("form")
    assert not form.all("input", type="checkbox")
    assert len(form.all("legend")) == 2


def test_every_reminder_can_be_chosen_and_no_more_than_two(document, view):
    selects = document(subscription_page(view())).all("select", name="alarm")
    assert len(selects) == 2
    for select in selects:
        assert [option.attrs["value"] for option in select.all("option")] == ["", *map(str, ALARMS)]
    texts = [option.text for option in selects[0].all("option")]
    assert texts[1:] == [
        "15 minutes before",
        "30 minutes before",
        "1 hour before",
        "2 hours before",
        "12 hours before",
        "1 day before",
    ]


def test_every_field_has_a_name_that_is_read_out(document, view):
    page = document(subscription_page(view()))
    named = {label.attrs.get("for") for label in page.all("label")}
    inside = [field for label in page.all("label") for field in label.all("input")]
    for field in page.all("input") + page.all("select"):
        assert field in inside or field.attrs.get("id") in named


@pytest.mark.parametrize("choice", CHOICES)
def test_the_other_language_keeps_the_rest_of_the_choice(document, view, choice):
    nav = document(subscription_page(view(choice=choice))).one("nav")
    link = nav.one("a")
    assert link.attrs["lang"] == "zh-Hans"
    asked = choice_of(link.attrs["href"].removeprefix("?"))
    assert (asked.language, asked.kinds, asked.alarms) == ("zh", choice.kinds, choice.alarms)


def test_all_links_of_the_choice_are_offered(document, view):
    given = view(choice=Choice(language="zh", kinds=("duty", "drill"), alarms=(60,)))
    page = document(subscription_page(given))
    links = given.links
    offered = [link.attrs["href"] for link in page.one("ul", class_="buttons").all("a")]
    assert offered == [links.webcal, links.google, links.outlook, links.outlook_home]
    assert page.one("input", id="address").attrs["value"] == links.https
    assert parse_qs(links.https.partition("?")[2])["kind"] == ["duty", "drill"]


def test_a_choice_is_told_in_words_beside_its_links(document, view):
    choice = Choice(language="zh", kinds=("duty", "drill"), alarms=(720, 30))
    told = document(subscription_page(view(choice=choice))).one(class_="chosen")
    assert [line.text for line in told.all("li")] == [
        "Only: Drill, Duty",
        "Reminders: 12 hours before, 30 minutes before",
        "Language: 中文",
    ]
    assert not document(subscription_page(view())).all(class_="chosen")


def test_a_chosen_kind_that_is_no_more_does_no_harm(document, view):
    page = document(subscription_page(view(choice=Choice(kinds=("gone",)))))
    assert not [field for field in page.all("input", type="checkbox") if "checked" in field.attrs]
