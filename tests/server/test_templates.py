import pytest
from jinja2 import UndefinedError

from server.templates import environment, load, render, rendered


def test_every_template_is_well_formed() -> None:
    load()


def test_what_people_typed_is_escaped() -> None:
    html = render(
        "error.html", status=404, title="<script>", sentence="{{7*7}}", user=None, ways=[]
    )

    assert "&lt;script&gt;" in html and "{{7*7}}" in html


def test_a_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("error.html", status=404)


def test_a_line_goes_from_edge_to_edge_and_a_flat_one_lies_at_the_bottom() -> None:
    line = environment().filters["line"]
    assert line([0, 5, 10], 64, 22) == "0.0,21.0 32.0,11.0 64.0,1.0"
    assert line([0, 0], 64, 22) == "0.0,21.0 64.0,21.0"
    assert line([], 64, 22) == ""


async def test_a_long_page_is_the_same_page() -> None:
    shown = {"status": 404, "title": "Gone", "sentence": "There is nothing here.", "ways": []}
    assert await rendered("error.html", user=None, **shown) == render(
        "error.html", user=None, **shown
    )
