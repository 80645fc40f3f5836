import pytest

from dutydesk.api import DataProblem, FigureName
from dutydesk.config.shipped import default_desk
from dutydesk_summary.year.gaps import figure_gaps, parsed
from dutydesk_summary.year.template_faults import figures_named, template_faults, unknown_figures
from dutydesk_summary.year.template_file import TemplateFile
from tests.plugins.summary.figured_desk import HEAD, figure

LINE = '[[section.line]]\ntext = "Leaflets: {p.leaflets}."\n'


def refused(figured):
    with pytest.raises(DataProblem) as caught:
        figured.written()
    return str(caught.value)


def test_an_unknown_figure_is_refused_with_file_line_field_and_the_nearest_one(figured):
    figured.template('[[section.line]]\ntext = "Leaflets: {p.leflets}."\n')
    figured.give(figure("p.leaflets", 5))
    message = refused(figured)
    assert message.startswith(
        "config/packs/summary/own.toml, line 8, [[section]] 1, [[section.line]] 1, text"
    )
    assert message.endswith("there is no figure 'p.leflets'; did you mean 'p.leaflets'?")


@pytest.mark.parametrize(
    ("sections", "where"),
    [
        (LINE + 'text_zero = "None; {p.gone}."', "text_zero"),
        (LINE + 'where = [{ figure = "p.gone", least = 1 }]', "where"),
        (LINE + 'where = [{ figure = "p.leaflets", below = "p.gone" }]', "where"),
        (LINE + 'translations.zh = { text = "{p.gone}份" }', "translations"),
        ('[section.chart]\ntitle = "C"\nfigures = ["p.gone"]\n', "figures"),
        ('[[section.line]]\ntext = "{gone.*}"\n', "text"),
    ],
)
def test_an_unknown_figure_is_found_wherever_it_stands(figured, sections, where):
    figured.template(sections)
    figured.give(figure("p.leaflets", 5))
    message = refused(figured)
    assert where in message
    assert "there is no figure" in message


def test_a_table_with_an_unknown_figure_is_refused(figured):
    figured.template("", head=HEAD + 'table = ["p.gone"]\n')
    assert "there is no figure 'p.gone'" in refused(figured)


@pytest.mark.parametrize(
    ("sections", "complaint"),
    [
        ('[[section.line]]\ntext = "Leaflets: {p.leaflets."\n', "'{' is no gap"),
        ('[[section.line]]\ntext = "Leaflets: {p.leaflets:after}."\n', "'{p.leaflets:after}' is no gap"),
        (LINE + 'where = [{ figure = "p.leaflets" }]', "expected least, most or below"),
        ('[[section.line]]\ntext = "Nothing."\ntext_zero = "None."\n', "the text has no figure"),
        (LINE + 'text_one = "{*}"', "nothing says what * stands for"),
        (LINE + 'where = [{ figure = "p.*", least = 1 }]', "nothing says what * stands for"),
        ('[section.chart]\ntitle = "C"\nfigures = []\n', "the chart shows nothing"),
        ('[[section]]\ncode = "fire"\nheading = "Again"\n', "'fire' is used twice"),
        ("[[section.line]]\ntext = 5\n", "text"),
        (LINE + "colour = 1\n", "unknown key"),
    ],
)
def test_a_template_that_cannot_be_meant_is_refused(figured, sections, complaint):
    figured.template(sections)
    figured.give(figure("p.leaflets", 5))
    message = refused(figured)
    assert message.startswith("config/packs/summary/own.toml, line ")
    assert complaint in message


def test_what_stands_for_an_empty_section_can_have_no_figure(figured):
    figured.template("", head=HEAD + 'empty = "None of {p.leaflets}."\n')
    assert "no figure can stand here" in refused(figured)


def test_a_template_that_is_not_there_is_refused_where_it_is_named(figured):
    figured.config("summary.toml", '# the year\ntemplate = "yearly"\n')
    figured.desk.renew_settings()
    message = refused(figured)
    assert message.startswith("config/summary.toml, line 2, template")
    assert "expected one of annual" in message


def test_while_a_plugin_is_at_fault_its_figures_are_missing_and_the_template_stands(figured):
    figured.template(LINE)
    figured.given.raises = True
    written = figured.written()
    assert [each.key for each in written.missing] == ["p.leaflets"]
    assert any("upside down" in each for each in written.faults)


def test_figures_of_registers_that_a_school_does_not_keep_do_not_stop_the_programs_own_template(figured):
    written = figured.written()
    assert written.template == "annual"
    assert "hazards.found" in {each.key for each in written.missing}
    assert all(each.advice for each in written.missing)


@pytest.fixture(scope="module")
def shipped():
    import msgspec

    text = (default_desk() / "packs" / "summary" / "annual.toml").read_bytes()
    return msgspec.toml.decode(text, type=TemplateFile)


def test_the_programs_template_is_sound_and_names_only_figures_that_the_program_gives(shipped, planned):
    assert list(template_faults(shipped)) == []
    desk = planned.open()
    known = {each.key for each in desk.ask("figure_names", FigureName)}
    assert [fault.problem for fault in unknown_figures(shipped, known)] == []


def test_every_line_of_the_programs_template_rests_on_a_figure(shipped):
    for section in shipped.section:
        for line in section.line:
            assert any(True for _gap in figure_gaps(parsed(line.text))), line.text


def test_the_programs_template_says_everything_in_both_languages_with_the_same_figures(shipped):
    for section in shipped.section:
        words = section.translations["zh"]
        assert words.heading
        assert bool(words.empty) == bool(section.empty)
        assert section.chart is None or section.chart.translations["zh"].title
        for line in section.line:
            for name in ("text", "text_before"):
                english, chinese = getattr(line, name), getattr(line.translations["zh"], name)
                assert set(figure_gaps(parsed(english))) == set(figure_gaps(parsed(chinese))), english
            assert bool(line.text_zero) == bool(line.translations["zh"].text_zero), line.text
    assert all(each.translations["zh"].text for each in shipped.advice)


def test_the_programs_template_has_the_sections_of_a_work_summary_in_their_order(shipped):
    assert [each.code for each in shipped.section] == [
        *("thinking", "system", "evaluation", "guard", "publicity", "fire", "drills", "services"),
        *("problems", "outlook"),
    ]


def test_the_programs_template_says_what_to_enter_for_every_figure(shipped):
    prefixes = {each.partition(".")[0] for advice in shipped.advice for each in advice.figures}
    assert {key.partition(".")[0] for _path, key in figures_named(shipped)} <= prefixes
