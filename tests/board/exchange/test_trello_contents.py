from typing import Any

import pytest

from board.exchange import trello
from board.exchange.drafts import Card, Checklist, Draft, Item
from board.instants import iso, parse
from tests.board.exchange.export import NOW, Export, at


@pytest.fixture
def export() -> Export:
    made = Export("Backlog", "Baking", "Delivered")
    made.card("Rye", "Baking", dateLastActivity=at("09"))
    return made


def draft(export: Export) -> Draft:
    return trello.read(export.board, NOW)


def rye(export: Export) -> Card:
    return draft(export).cards[0]


def listed(export: Export, *items: dict[str, Any], **fields: Any) -> None:
    card = export.cards["Rye"]["id"]
    export.content.setdefault("checklists", []).append(
        {"id": f"c{len(items)}", "idCard": card, "checkItems": list(items), **fields}
    )


def said(export: Export, text: Any, when: str = at("05"), **data: Any) -> dict[str, Any]:
    export.act("commentCard", when, text=text, card={"id": export.cards["Rye"]["id"]}, **data)
    return export.actions[0]


def test_items_stand_by_their_positions_and_ticks_have_instants(export: Export) -> None:
    listed(export, {"id": "i2", "name": "Bake", "state": "complete", "pos": 2},
           {"id": "i1", "name": "Knead", "state": "complete", "pos": 1},
           {"id": "i3", "name": "Eat", "state": "incomplete", "pos": 3}, name="Steps")  # fmt: skip
    export.act("updateCheckItemStateOnCard", at("04"), checkItem={"id": "i1", "state": "complete"})
    items = (
        Item("i1", "Knead", parse(at("04"))),
        Item("i2", "Bake", parse(at("09"))),
        Item("i3", "Eat"),
    )
    assert rye(export).checklists == (Checklist("c3", "Steps", items),)


def test_the_states_of_old_exports_stand_on_the_card(export: Export) -> None:
    listed(export, {"id": "i1", "name": "Knead"}, {"id": "i2", "name": "Bake"})
    export.cards["Rye"]["checkItemStates"] = [{"idCheckItem": "i2", "state": "complete"}]
    (found,) = rye(export).checklists
    assert [item.done_at is not None for item in found.items] == [False, True]
    assert found.name == "Checklist"


def test_what_belongs_to_no_card_here_is_told(export: Export) -> None:
    listed(export, idCard="elsewhere")
    export.act("commentCard", at("05"), text="Gone", card={"id": "elsewhere"})
    warnings = draft(export).warnings
    assert "Left out, because no card here has room for them: 1 checklist." in warnings
    assert "Left out, because no card here has room for them: 1 comment." in warnings


def test_comments_keep_their_author_and_their_instants(export: Export) -> None:
    said(export, "Second", at("06"), dateLastEdited=at("07"))["idMemberCreator"] = "m1"
    said(export, "First\r\nline", at("05"))["memberCreator"] = {"id": "m2", "fullName": "Bo"}
    said(export, "Nobody", at("08"))
    found = draft(export)
    first, second, last = found.cards[0].comments
    assert (first.text, first.by, first.edited_at) == ("First\nline", "m2", None)
    assert (second.by, iso(second.written_at), iso(second.edited_at)) == ("m1", at("06"), at("07"))
    assert last.by is None
    assert [person.name for person in found.people] == ["Former member", "Bo"]


@pytest.mark.parametrize("wrong", [None, 5, "", "\u200b", []])
def test_a_comment_without_words_is_none(export: Export, wrong: Any) -> None:
    said(export, wrong)
    assert rye(export).comments == ()


def test_days_fields_and_files_come_over(export: Export) -> None:
    export.content["customFields"] = [{"id": "f1", "name": "Size"}]
    export.cards["Rye"] |= {
        "due": at("10"),
        "start": "soon",
        "customFieldItems": [{"idCustomField": "f1", "value": {"text": "XL"}}],
        "attachments": [
            {"name": "Recipe", "url": "https://example.com/r"},
            {"name": "Trap", "url": "javascript:alert(1)"},
        ],
    }
    found = draft(export)
    assert (found.cards[0].due, found.cards[0].start) == (at("10"), None)
    assert "| Size | XL |" in found.cards[0].description
    assert "[Recipe](https://example.com/r)\n- Trap" in found.cards[0].description
    assert "javascript" not in found.cards[0].description
    assert "1 address leads to no web page and became no link." in found.warnings


def test_a_tick_in_the_history_dates_a_finish(export: Export) -> None:
    export.card("Oat", "Delivered", dueComplete=True)
    oat = {"id": export.cards["Oat"]["id"], "dueComplete": True}
    export.act("updateCard", at("08"), card=oat, old={"dueComplete": False})
    assert [iso(stay.began_at) for stay in draft(export).cards[1].stays] == [at("08")]


def test_a_tick_alone_finishes_nothing_and_is_told(export: Export) -> None:
    export.cards["Rye"]["dueComplete"] = True
    assert any(warning.startswith("1 card is ticked off") for warning in draft(export).warnings)
