"""Lines of keys in TOML texts of every shape."""

import tomllib

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.config.locating import locate
from dutydesk.config.places import place_in_words, value_at

TEXT = """\
# a comment
top = 1
a.b.c = 2
"quoted key" = 3
inline = {x = 1, deep = {y = [1, 2]}}
list = [
  1,  # one
  # nothing here
  {k = 1},
  [ 3,
    4 ],
]
text = '''
[fake]
top = 9
'''

[desk]
name = "x"
"a.b" = 5

[[post]]
code = "a"

[[post]]
code = "b"
[[post.demand]]
heads = 1
[[post.demand]]
heads = 2
[post.extra.more]
z = 1

[[post]]
code = "c"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("a", "b", "c"), 3),
        (("a", "b"), 3),
        (("quoted key",), 4),
        (("inline", "deep", "y", 1), 5),
        (("list", 0), 7),
        (("list", 1, "k"), 9),
        (("list", 2, 1), 11),
        (("desk",), 18),
        (("desk", "name"), 19),
        (("desk", "a.b"), 20),
        (("desk", "absent"), 18),
        (("post", 0, "code"), 23),
        (("post", 1, "code"), 26),
        (("post", 1, "demand", 0, "heads"), 28),
        (("post", 1, "demand", 1, "heads"), 30),
        (("post", 1, "demand", 1, "absent"), 29),
        (("post", 1, "extra", "more", "z"), 32),
        (("post", 2), 34),
        (("post", 2, "code"), 35),
        (("post", 7, "code"), 22),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_a_path_is_found_or_its_nearest_table(path, line):
    assert locate(TEXT, path) == line


def test_windows_line_ends_count_once():
    assert locate(TEXT.replace("\n", "\r\n"), ("post", 2, "code")) == 35


@given(st.text(max_size=200))
def test_no_text_stops_it(text):
    assert locate(text, ("a", 1, "b")) >= 1


KEYS = st.text(alphabet="ab.-_ \"'é", min_size=1, max_size=4)
SCALARS = st.integers(0, 9) | st.booleans()
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


def marked(value, path=()):
    """Replace each leaf by its own path, so that the text itself says where a path stands."""
    if isinstance(value, dict):
        return {key: marked(inner, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [marked(inner, (*path, index)) for index, inner in enumerate(value)]
    return "|".join(map(repr, path))


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value


@given(TREES)
@settings(max_examples=150)
def test_every_leaf_of_a_written_document_stands_on_the_line_that_is_named(tree):
    document = marked(tree)
    text = tomli_w.dumps(document)
    assert tomllib.loads(text) == document
    lines = text.split("\n")
    for path, mark in leaves(document):
        assert tomli_w.dumps({"x": mark}).removeprefix("x = ").strip() in lines[locate(text, path) - 1]
        assert value_at(document, path) == mark
        assert "\n" not in place_in_words(path, document)
