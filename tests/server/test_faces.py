import pytest

from server.faces import HUES, face


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ana", "AN"), ("Ana de Witt", "AW"), ("x", "X"), ("ß", "SS"), ("李小龙", "李小"), ("", "?")],
)
def test_a_face_has_one_or_two_letters(name: str, initials: str) -> None:
    assert face(1, name)["initials"] == initials


def test_a_person_keeps_their_colour_under_another_name() -> None:
    assert face(7, "Ana")["hue"] == face(7, "Bo")["hue"]
    assert all(0 <= face(n, "Ana")["hue"] < HUES for n in range(100))
