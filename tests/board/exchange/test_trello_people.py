from board.exchange.drafts import Person
from board.exchange.files import Node
from board.exchange.trello_people import People

BOARD = Node(
    {
        "members": [
            {"id": "m1", "fullName": " Ana\nLima ", "username": "ana", "email": "ana@example.com"},
            {"id": "m2", "fullName": "", "username": "bo", "avatarHash": "x"},
        ],
        "actions": [{"memberCreator": {"id": "m3", "fullName": "Cy"}, "member": {"id": 5}}],
    }
)


def test_only_who_is_asked_for_is_taken() -> None:
    people = People(BOARD)
    assert people.all == ()
    assert people.on(Node({"idMembers": ["m1", "m2", "m1", 5, "a b"]})) == ("m1", "m2")
    assert people.ask("m3") == "m3"
    assert people.ask("gone") == "gone"
    assert people.all == (
        Person("m1", "Ana Lima", "ana@example.com", "ana"),
        Person("m2", "bo", None, "bo"),
        Person("m3", "Cy"),
        Person("gone", "Former member"),
    )


def test_a_wrong_type_is_nobody() -> None:
    assert People(Node({})).on(Node({"idMembers": "m1"})) == ()
