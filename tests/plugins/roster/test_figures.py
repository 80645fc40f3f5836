"""What duties of a year come to, each number with the records that prove it."""

from dutydesk.api import FigureName
from dutydesk.api.record_names import record_names
from dutydesk_roster.publishing import publish
from tests.plugins.roster.roster_desk import NOVEMBER, day, put


def figures(desk, year=2026):
    return {each.key: each for each in desk.figures(year) if each.key.startswith("roster.")}


def values(desk, year=2026):
    return {key: each.value for key, each in figures(desk, year).items()}


def published(desk):
    put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "night", day(10)))
    put(desk, ("li", "room", "day", day(11)), ("li", "gate", "day", day(30)))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")


def test_a_year_without_published_duties_has_no_figures_of_duties(desk):
    put(desk, ("li", "gate", "day", day(10)))
    assert values(desk) == {}


def test_published_duties_that_have_begun_are_counted_with_hours_people_and_posts(desk):
    published(desk)
    found = values(desk)
    assert {key: found[key] for key in found if "empty" not in key} == {
        "roster.duties": 3,
        "roster.hours": 24,
        "roster.people": 2,
        "roster.events": 0,
        "roster.event_hours": 0,
        "roster.several_posts": 1,
        "roster.posts_a_person": 1.5,
    }
    assert len(figures(desk)["roster.duties"].records) == 3
    assert figures(desk)["roster.several_posts"].records == ("person:li",)
    assert values(desk, 2025) == {}


def test_places_that_stayed_empty_are_counted_up_to_yesterday_in_months_that_were_arranged(desk):
    published(desk)
    before = figures(desk)["roster.places_empty"]
    assert before.records == ("month:2026-11",)
    put(desk, ("zhu", "gate", "night", day(11)))
    assert figures(desk)["roster.places_empty"].value == before.value - 1
    put(desk, ("zhu", "gate", "night", day(29)))
    assert figures(desk)["roster.places_empty"].value == before.value - 1


def test_every_figure_that_is_given_has_a_name(desk):
    published(desk)
    named = {each.key: each.title for each in desk.ask("figure_names", FigureName)}
    assert {key: each.title for key, each in figures(desk).items()}.items() <= named.items()


def test_a_duty_is_called_by_its_post_shift_and_person_and_leads_to_its_cell(desk):
    published(desk)
    named = record_names(desk, figures(desk)["roster.duties"].records)
    assert {(each.title, each.screen, each.action) for each in named} == {
        ("Main gate, Day: 李强", "roster", "go_to('li', '2026-11-10')"),
        ("Main gate, Night: 吴刚", "roster", "go_to('wu', '2026-11-10')"),
        ("Monitoring room, Day: 李强", "roster", "go_to('li', '2026-11-11')"),
    }
    (month,) = record_names(desk, ["month:2026-11"])
    assert (month.title, month.day) == ("The roster of 2026-11", day(1))
