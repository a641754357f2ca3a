from board.exchange.drafts import Card, Column, Draft, counted, named


def column(identity: str, archived_at: int | None = None) -> Column:
    return Column(identity, identity, "wip", False, None, archived_at)


def card(number: int, archived_at: int | None = None, deleted_at: int | None = None) -> Card:
    return Card(
        str(number), number, "Bread", "", "Baking", 0, archived_at, deleted_at, "full", stays=()
    )


def test_a_draft_counts_what_comes_over() -> None:
    draft = Draft(
        source="trello:1",
        name="Bakery",
        columns=(column("Baking"), column("Old", 5)),
        cards=(card(1), card(2, 5), card(3, 5, 5)),
        moves=4,
        warnings=(),
    )
    assert draft.counts == {
        "columns": 2,
        "columns_archived": 1,
        "lanes": 0,
        "cards": 2,
        "archived": 1,
        "deleted": 1,
        "labels": 0,
        "people": 0,
        "checklists": 0,
        "items": 0,
        "comments": 0,
        "moves": 4,
    }


def test_counts_and_names_in_words() -> None:
    assert counted(1, "card") == "1 card"
    assert counted(1_200, "card") == "1,200 cards"
    assert counted(2, "entry", "entries") == "2 entries"
    assert named(["Rye", "Oat"]) == "“Rye”, “Oat”"
    assert named(list("abcd"), most=2) == "“a”, “b” and 2 more"
