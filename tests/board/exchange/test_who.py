from typing import Any

import pytest

from board.errors import Invalid
from board.exchange import who
from board.exchange.drafts import Person


def account(identity: int, name: str, email: str) -> dict[str, Any]:
    return {"id": identity, "name": name, "email": email, "email_key": email.casefold()}


HERE = [
    account(1, "Ana Lima", "ana@example.com"),
    account(2, "Bo", "bo.baker@example.com"),
    account(3, "Cy", "cy@example.com"),
    account(4, "Cy", "other@example.com"),
]


@pytest.mark.parametrize(
    "person, user",
    [
        (Person("p", "Somebody else", email="ANA@example.com"), 1),
        (Person("p", "ana  lima"), 1),
        (Person("p", "A. L.", username="ana"), 1),
        (Person("p", "B.", username="bo.baker"), 2),
        (Person("p", "Cy"), None),
        (Person("p", "Cy", username="other"), 4),
        (Person("p", "Dee"), None),
        (Person("p", ""), None),
    ],
)
def test_a_person_is_found_by_address_then_by_names(person: Person, user: int | None) -> None:
    assert who.matched([person], HERE) == {"p": user}


def test_two_who_seem_to_be_one_account_are_neither() -> None:
    people = [Person("a", "Ana Lima"), Person("b", "Other", username="ana")]
    assert who.matched(people, HERE) == {"a": None, "b": None}
    people[0] = Person("a", "Ana Lima", email="ana@example.com")
    assert who.matched(people, HERE) == {"a": 1, "b": None}


def test_what_is_asked_wins_and_only_what_is_offered_can_be() -> None:
    people = [Person("a", "Ana Lima"), Person("b", "Bo")]
    assert who.chosen(people, HERE, {"a": None}) == {"a": None, "b": 2}
    assert who.chosen(people, HERE, {"a": 3}) == {"a": 3, "b": 2}
    with pytest.raises(Invalid) as caught:
        who.chosen(people, HERE, {"a": 99})
    assert caught.value.field == "people"
