import pytest
from jinja2 import UndefinedError

from server.templates import environment, render


def test_every_template_is_well_formed() -> None:
    for name in environment().list_templates():
        environment().get_template(name)


def test_what_people_typed_is_escaped() -> None:
    html = render(
        "error.html", status=404, title="<script>", sentence="{{7*7}}", user=None, ways=[]
    )

    assert "&lt;script&gt;" in html and "{{7*7}}" in html


def test_a_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("error.html", status=404)
