from board.exchange import demo
from board.instants import parse

NOW = parse("2026-11-24T15:30:00Z")


def test_what_is_done_has_its_steps_done() -> None:
    cards = demo.draft(NOW, "UTC").cards
    done = [card for card in cards if card.column == "Done" and card.checklists]

    assert done
    assert all(item.done_at for card in done for each in card.checklists for item in each.items)


def test_who_has_not_begun_says_nothing_yet() -> None:
    cards = demo.draft(NOW, "UTC").cards

    assert not any(card.comments or card.checklists for card in cards if card.column == "Backlog")
    assert all(card.description == "" or len(card.description) > 40 for card in cards)
