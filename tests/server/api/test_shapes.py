import pytest
from pydantic import ValidationError

from server.api.shapes import Label, Limit


def test_a_shape_has_its_fields_and_no_others() -> None:
    assert Label.model_validate({"id": 1, "name": "bug", "color": "red"}).name == "bug"
    with pytest.raises(ValidationError):
        Label.model_validate({"id": 1, "name": "bug", "color": "red", "more": 1})
    with pytest.raises(ValidationError):
        Label.model_validate({"id": 1, "name": "bug", "color": "mauve"})


def test_a_shape_converts_nothing() -> None:
    limit = {"scope": "column", "id": 1, "name": "Doing", "count": 3, "of": 2, "mode": "soft"}
    assert Limit.model_validate(limit).count == 3
    with pytest.raises(ValidationError):
        Limit.model_validate({**limit, "count": "3"})


def test_what_may_be_left_out_has_no_default_in_the_description() -> None:
    schema = Label.model_json_schema()
    assert all("default" not in field for field in schema["properties"].values())
