from board.exchange.files import Node
from board.exchange.trello_fields import Fields

FIELDS = Fields(
    Node(
        {
            "customFields": [
                {"id": "f2", "name": "Size", "pos": 2, "options": [
                    {"id": "o1", "value": {"text": "XL"}}]},
                {"id": "f1", "name": "Ready", "pos": 1},
                {"id": "f3", "name": "", "pos": 3},
            ]
        }
    )
)  # fmt: skip


def of(*items: dict[str, object]) -> list[tuple[str, str]]:
    return FIELDS.of(Node({"customFieldItems": list(items)}))


def test_fields_stand_in_their_order_with_what_they_say() -> None:
    assert of(
        {"idCustomField": "f3", "value": {"date": "2026-03-02T10:00:00.000Z"}},
        {"idCustomField": "f2", "idValue": "o1", "value": None},
        {"idCustomField": "f1", "value": {"checked": "true"}},
        {"idCustomField": "gone", "value": {"number": "3.5"}},
    ) == [("Ready", "yes"), ("Size", "XL"), ("Field", "2026-03-02"), ("Field", "3.5")]


def test_what_says_nothing_is_left_out() -> None:
    assert of({"idCustomField": "f2", "idValue": "o9"}, {"idCustomField": "f1"}) == []
    assert of({"idCustomField": "f1", "value": {"checked": "false"}}) == [("Ready", "no")]
