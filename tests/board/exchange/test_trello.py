import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board import texts
from board.errors import Invalid
from board.exchange import trello
from board.exchange.drafts import Card, Column, Draft
from board.exchange.stages import Staged, Told
from board.instants import iso, parse
from tests.board.exchange.export import NOW, START, Export, at

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def export() -> Export:
    return Export("Backlog", "Baking", "Delivered")


def draft(export: Export, told: Told | None = None) -> Draft:
    return trello.read(export.board, NOW, told)


def column(export: Export, name: str) -> Column:
    return next(found for found in draft(export).columns if found.name == name)


def card(export: Export, title: str) -> Card:
    return next(found for found in draft(export).cards if found.title == title)


def sample(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text())


def test_an_empty_board_is_a_board() -> None:
    found = trello.read({"lists": [], "cards": []}, NOW)
    assert (found.columns, found.cards, found.name) == ((), (), "Without a name")


# -- columns


def test_columns_stand_by_their_positions(export: Export) -> None:
    export.lists["Delivered"]["pos"] = 0.5
    export.lists["Baking"]["pos"] = export.lists["Backlog"]["pos"] = 140737488289792
    assert [found.name for found in draft(export).columns] == ["Delivered", "Backlog", "Baking"]


def test_a_soft_limit_is_a_wip_limit(export: Export) -> None:
    export.lists["Baking"]["softLimit"] = 3
    assert column(export, "Baking").wip_limit == 3


@pytest.mark.parametrize("wrong", [0, -1, 10_001, 2.5, "3", True])
def test_what_cannot_be_a_limit_is_left_out(export: Export, wrong: Any) -> None:
    export.lists["Baking"]["softLimit"] = wrong
    assert column(export, "Baking").wip_limit is None
    assert "Left out, because they cannot be WIP limits: 1 list limit." in draft(export).warnings


def test_an_archived_list_is_archived_since_then_and_its_cards_with_it(export: Export) -> None:
    export.lists["Baking"]["closed"] = True
    export.card("Rye", "Baking")
    export.card("Oat", "Baking", closed=True)
    export.shut("Baking", at("05"))
    assert iso(column(export, "Baking").archived_at) == at("05")
    assert iso(card(export, "Rye").archived_at) == at("05")
    # Archived by itself: it does not come back with its list.
    assert card(export, "Oat").archived_at != card(export, "Rye").archived_at


def test_a_list_that_only_the_history_knows_is_kept_in_the_archive(export: Export) -> None:
    export.card("Rye", "Delivered")
    export.made("Rye", "Proofing", at("02"))
    export.moved("Rye", "Proofing", "Delivered", at("05"))
    found = draft(export)
    assert [one.name for one in found.columns] == ["Backlog", "Baking", "Delivered", "Proofing"]
    assert iso(found.columns[3].archived_at) == at("05")
    assert any("1 column is no longer in the file" in warning for warning in found.warnings)


def test_a_card_in_a_list_that_the_file_does_not_have_is_archived(export: Export) -> None:
    export.card("Rye", "Backlog", idList="elsewhere")
    assert card(export, "Rye").archived_at is not None
    assert draft(export).counts["columns_archived"] == 1


def test_stages_are_guessed_unless_they_are_told(export: Export) -> None:
    assert [found.stage for found in draft(export).columns] == ["todo", "wip", "done"]
    baking, backlog = export.lists["Baking"]["id"], export.lists["Backlog"]["id"]
    told = Told({baking: Staged("wip", wait=True), backlog: Staged("wip"), "x1": Staged("done")})
    found = draft(export, told)
    assert [(one.stage, one.wait) for one in found.columns] == [
        ("wip", False),
        ("wip", True),
        ("done", False),
    ]
    assert found.warnings == (
        "What 1 column counts as was guessed from the name. Check it in the board's settings.",
        "The stages file names 1 column that the board does not have: “x1”.",
    )


# -- cards


def test_a_card_keeps_its_words_and_its_place(export: Export) -> None:
    export.card("Oat", "Baking", pos=2, desc="One\r\ntwo\r\n", idShort=41)
    export.card("Rye\nfor Monday", "Baking", pos=1, idShort=40)
    rye, oat = draft(export).cards
    assert (rye.title, rye.number) == ("Rye for Monday", 40)
    assert (oat.title, oat.number, oat.description) == ("Oat", 41, "One\ntwo\n")


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "a \"b\" 'c'", "עברית", "やること", "👩‍👩‍👧 🥐", "=1+1"]
)
def test_titles_are_kept_as_they_are(export: Export, title: str) -> None:
    export.card(title, "Baking", desc=title)
    assert draft(export).cards[0].title == draft(export).cards[0].description == title


def test_what_is_too_long_is_cut_and_told(export: Export) -> None:
    export.card("x" * 3_000, "Baking", desc="y" * 60_000)
    found = draft(export)
    assert len(found.cards[0].title) == texts.TITLE_LIMIT
    assert len(found.cards[0].description) == texts.TEXT_LIMIT
    assert "1 card title was too long and cut off." in found.warnings
    assert "1 description was too long and cut off." in found.warnings


def test_a_card_without_a_title_gets_a_stand_in(export: Export) -> None:
    export.card("\u200b", "Baking")
    assert draft(export).cards[0].title == "Without a name"
    assert "1 card title was empty; a stand-in was given." in draft(export).warnings


def test_what_no_database_can_hold_is_mended(export: Export) -> None:
    export.card("a\0b\ud800", "Baking", desc="\x1b[31m\0")
    assert (draft(export).cards[0].title, draft(export).cards[0].description) == (
        "ab\ufffd",
        "[31m",
    )


@pytest.mark.parametrize("wrong", [1, None, 0, 2**31, True, "2"])
def test_numbers_that_repeat_or_are_none_are_given_anew_by_age(export: Export, wrong: Any) -> None:
    export.card("Rye", "Baking", made=at("05"), idShort=1)
    export.card("Oat", "Backlog", made=at("03"), idShort=wrong)
    assert (card(export, "Oat").number, card(export, "Rye").number) == (1, 2)
    assert any("numbered anew" in warning for warning in draft(export).warnings)


def test_a_deleted_card_leaves_only_its_stays(export: Export) -> None:
    export.card("Rye", "Baking", idShort=2)
    gone = export.object_id(START)
    export.act("deleteCard", at("05"), card={"id": gone, "idShort": 2, "name": "Secret"},
               list={"id": export.lists["Baking"]["id"]})  # fmt: skip
    found = draft(export)
    stub = found.cards[-1]
    assert (stub.id, stub.title, stub.number) == (gone, "Deleted card", 1)
    assert iso(stub.deleted_at) == iso(stub.archived_at) == at("05")
    assert [(iso(stay.began_at), iso(stay.ended_at)) for stay in stub.stays] == [
        ("2026-03-02T09:00:00.000Z", at("05"))
    ]
    assert (found.counts["cards"], found.counts["deleted"]) == (1, 1)


def test_cards_that_only_the_history_knows_are_left_out(export: Export) -> None:
    export.made(export.object_id(START), "Baking", at("05"))
    found = draft(export)
    assert found.cards == ()
    assert "Left out, because only the history speaks of them: 1 card." in found.warnings


@pytest.mark.parametrize("fields", [{"isTemplate": True}, {"cardRole": "separator"}])
def test_what_is_no_work_is_left_out(export: Export, fields: dict[str, Any]) -> None:
    export.card("Rye", "Baking", **fields)
    export.made("Rye", "Baking", at("02"))
    export.made("Rye", "Baking", at("03"), "deleteCard")
    assert draft(export).cards == ()


def test_moves_are_counted(export: Export) -> None:
    export.card("Rye", "Baking")
    export.moved("Rye", "Backlog", "Baking", at("03"))
    export.moved("Rye", "Baking", "Delivered", at("04"))
    export.moved("Rye", "Delivered", "Baking", at("05"))
    export.moved("Rye", "Baking", "Baking", at("06"))
    assert draft(export).moves == 3


def test_a_cut_history_is_told(export: Export) -> None:
    export.card("Rye", "Baking")
    export.card("Oat", "Baking")
    export.made("Oat", "Baking", at("02"))
    for _ in range(999):
        export.act("addMemberToCard", at("06"))
    assert "The file contains the last 1000 actions; 1 card has an incomplete history." in (
        draft(export).warnings
    )


def test_a_history_that_leads_elsewhere_is_told_with_the_card_s_name(export: Export) -> None:
    export.card("Rye", "Delivered")
    export.made("Rye", "Backlog", at("02"))
    assert any("“Rye”" in warning for warning in draft(export).warnings)


def test_two_lists_that_swap_their_names_stay_apart(export: Export) -> None:
    export.card("Rye", "Delivered")
    export.made("Rye", "Backlog", at("02"))
    export.moved("Rye", "Baking", "Delivered", at("04"))
    export.moved("Rye", "Backlog", "Baking", at("03"))
    lists = export.lists
    lists["Backlog"]["name"], lists["Baking"]["name"] = "Baking", "Backlog"
    names = [stay.column for stay in card(export, "Rye").stays]
    assert names == [lists["Backlog"]["id"], lists["Baking"]["id"], lists["Delivered"]["id"]]


# -- limits and damage


@pytest.mark.parametrize("name, limit", [("cards", "CARDS_LIMIT"), ("lists", "LISTS_LIMIT")])
def test_too_many_are_refused(
    export: Export, monkeypatch: pytest.MonkeyPatch, name: str, limit: str
) -> None:
    monkeypatch.setattr(trello, limit, 2)
    export.card("Rye", "Baking")
    export.card("Oat", "Baking")
    export.card("Spelt", "Baking")
    with pytest.raises(Invalid, match=f"The file holds 3 {name}; 2 fit on a board"):
        draft(export)


@pytest.mark.parametrize("name", ["lists", "cards"])
def test_two_of_one_id_are_damage(export: Export, name: str) -> None:
    export.card("Rye", "Baking")
    content = export.board
    content[name].append(content[name][0])
    with pytest.raises(Invalid, match=f"two of its {name} have the same id"):
        trello.read(content, NOW)


def test_a_board_made_by_hand_is_a_board() -> None:
    found = trello.read(sample("trello-by-hand.json"), NOW)
    assert found.counts["cards"] == 3
    assert {one.history for one in found.cards} == {"partial", "none"}
    done = next(one for one in found.cards if one.column == "listdone")
    assert done.stays == ()  # nobody knows when it was finished


junk = st.sampled_from(
    [None, True, 0, -1, 2**63, 10**400, 1.5, "", "\ud800\0", START, [], {}, [1], [[]], {"id": 1}]
)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_whatever_is_wrong_ends_in_a_draft_or_a_sentence(data: st.DataObject) -> None:
    content = sample("trello-bakery.json")
    for _ in range(data.draw(st.integers(1, 4))):
        spoil(content, data)
    try:
        found = trello.read(content, NOW)
    except Invalid as refused:
        assert "\n" not in str(refused)
        return
    columns = {one.id for one in found.columns}
    assert all(stay.column in columns for one in found.cards for stay in one.stays)
    assert len({one.number for one in found.cards}) == len(found.cards)
    json.dumps([found.counts, found.warnings], ensure_ascii=False).encode()


def spoil(content: Any, data: st.DataObject) -> None:
    """Replace or drop something somewhere in a file."""
    while True:
        keys = list(content) if isinstance(content, dict) else list(range(len(content)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        inside = content[key]
        if not isinstance(inside, dict | list) or data.draw(st.integers(0, 4)) == 0:
            break
        content = inside
    if data.draw(st.booleans()):
        content[key] = deepcopy(data.draw(junk))
    else:
        del content[key]


def test_nothing_secret_is_in_a_draft() -> None:
    content = sample("trello-bakery.json")
    secrets = ["@boards.trello.com", "5d41402abc4b2a76b9719d911017c592", "trello.com/b/"]
    assert all(secret in json.dumps(content) for secret in secrets)
    assert not any(secret in repr(trello.read(content, NOW)) for secret in secrets)


def test_the_instant_of_a_tick_dates_a_finish(export: Export) -> None:
    export.card("Rye", "Delivered", dateCompleted=at("07"))
    (stay,) = card(export, "Rye").stays
    assert stay.began_at == parse(at("07"))
