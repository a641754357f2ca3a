from typing import Any

import pytest

from board.errors import Invalid
from board.exchange.files import Node
from board.exchange.remarks import Remarks
from board.exchange.trello_labels import Labels, color
from board.labels import COLORS


def read(
    *cards: dict[str, Any], remarks: Remarks | None = None, **board: Any
) -> tuple[Labels, list[tuple[str, str]]]:
    nodes = [Node({"id": f"k{n}", **card}) for n, card in enumerate(cards)]
    found = Labels(Node(board), nodes, remarks or Remarks())
    return found, [(label.name, label.color) for label in found.all]


@pytest.mark.parametrize(
    "shade, ours",
    [
        ("red", "red"),
        ("yellow", "amber"),
        ("purple_light", "violet"),
        ("blue_dark", "indigo"),
        ("sky_light", "teal"),
        ("lime", "green"),
        ("black_dark", "grey"),
        ("", "grey"),
        ("peachpuff", "grey"),
    ],
)
def test_every_colour_has_one_of_ours(shade: str, ours: str) -> None:
    assert color(shade) == ours and ours in COLORS


def test_labels_stand_at_the_top_and_cards_name_them() -> None:
    labels = [
        {"id": "a", "name": "Hurry", "color": "red"},
        {"id": "b", "name": "", "color": "blue_dark"},
        {"id": "c", "name": "hurry", "color": None},
        {"id": "d", "name": "", "color": None},
    ]
    found, all_ = read({"idLabels": ["b", "a", "a", 5]}, labels=labels)
    assert all_ == [
        ("Hurry", "red"),
        ("Dark blue", "indigo"),
        ("hurry 2", "grey"),
        ("Label", "grey"),
    ]
    assert found.of("k0") == ("b", "a")


def test_old_exports_have_labels_on_cards_alone() -> None:
    on = [{"id": "a", "name": "", "color": "green"}, {"color": "red", "name": "Hot"}]
    found, all_ = read({"labels": on}, {"labels": on[1:]}, labelNames={"green": "Good"})
    assert all_ == [("Good", "green"), ("Hot", "red")]
    assert (found.of("k0"), found.of("k1")) == (("a", "red"), ("red",))


def test_a_label_that_only_a_card_names_is_there_all_the_same() -> None:
    found, all_ = read({"idLabels": ["x"]}, labels=[])
    assert (found.of("k0"), all_) == (("x",), [("Label", "grey")])


def test_more_than_fit_give_way_unless_cards_carry_them() -> None:
    many = [{"id": f"l{n}", "name": f"L{n}", "color": "red"} for n in range(250)]
    remarks = Remarks()
    _, all_ = read({"idLabels": ["l249"]}, labels=many, remarks=remarks)
    assert (len(all_), all_[-1][0], remarks.labels) == (200, "L249", 50)
    with pytest.raises(Invalid, match="carry 250 labels; 200 fit"):
        read({"idLabels": [f"l{n}" for n in range(250)]}, labels=many)
