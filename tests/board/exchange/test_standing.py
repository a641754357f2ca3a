from board.exchange import trello
from board.exchange.standing import standing
from tests.board.exchange.export import NOW, Export, at


def test_what_is_archived_is_left_out_but_for_columns_that_a_past_needs() -> None:
    export = Export("Backlog", "Baking", "Old", "Older")
    for title in ("Rye", "Salt", "Oat"):
        export.card(title, "Baking")
        export.made(title, "Old" if title == "Rye" else "Backlog", at("03"))
    export.moved("Rye", "Old", "Baking", at("04"))
    export.moved("Salt", "Backlog", "Baking", at("04"))
    export.moved("Oat", "Backlog", "Baking", at("05"))
    export.cards["Oat"]["closed"] = True
    export.closed("Oat", "Baking", at("06"))
    for title in ("Old", "Older"):
        export.lists[title]["closed"] = True
    whole = trello.read(export.board, NOW)

    left = standing(whole)

    assert [card.title for card in left.cards] == ["Rye", "Salt"]
    assert [column.name for column in left.columns] == ["Backlog", "Baking", "Old"]
    assert (whole.counts["archived"], left.counts["archived"]) == (1, 0)
    assert (whole.moves, left.moves) == (3, 2)
    assert left.warnings[0] == (
        "Left out, as it was asked: 1 archived card and 1 archived column."
        " The figures know nothing of them."
    )
    assert standing(left) == left


def test_what_has_nothing_archived_is_as_it_was() -> None:
    export = Export("Backlog")
    export.card("Rye", "Backlog")
    draft = trello.read(export.board, NOW)
    assert standing(draft) is draft
