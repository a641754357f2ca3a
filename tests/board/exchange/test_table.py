from pathlib import Path

import pytest

from board.errors import Invalid
from board.exchange import imports, table
from board.exchange.drafts import Asked, Card, Draft
from board.exchange.stages import Staged, Told
from board.instants import iso, parse
from tests.world import World

DATA = Path(__file__).parents[4] / "shared/data"
NOW = parse("2026-11-24T09:00:00Z")
BAKERY = """\
Key;Title;Description;Status;Lane;Labels;Assigned to;Created;Started;Finished;Due;Points;Class
B-1;Rye bread;Dark;Delivered;Shop;rye, dark;Ana;2026-03-02;2026-03-03;2026-03-05;;3;
B-2;Olive bread;;Baking;;rye;Bo;2026-03-02;2026-11-24;;2026-12-01;1,5;Expedite
B-3;<b>Cheesecake</b>;;Backlog;Café;;;2026-03-04;;;soon;;
B-3;;;Backlog;;;Ana, Bo;;;;;;
"""


def real(name: str) -> bytes:
    if not DATA.exists():
        pytest.skip(f"There are no real exports at {DATA}.")
    return (DATA / name).read_bytes()


def read(text: str | bytes, **asked: object) -> Draft:
    data = text.encode() if isinstance(text, str) else text
    return table.read(data, Asked(NOW, called="bakery", **asked))  # type: ignore[arg-type]


def cards(draft: Draft) -> dict[str, Card]:
    return {card.id: card for card in draft.cards}


def test_a_row_is_a_card_with_all_it_says() -> None:
    draft = read(BAKERY)
    rye, olive = cards(draft)["B-1"], cards(draft)["B-2"]
    assert [(column.name, column.stage) for column in draft.columns] == [
        *(("Backlog", "todo"), ("Baking", "wip"), ("Delivered", "done"))
    ]
    assert (rye.title, rye.description, rye.lane, rye.labels) == (
        *("Rye bread", "Dark", "Shop", ("rye", "dark")),
    )
    assert [(stay.column, iso(stay.began_at)) for stay in rye.stays] == [
        ("Backlog", "2026-03-02T12:00:00.000Z"),
        ("Baking", "2026-03-03T12:00:00.000Z"),
        ("Delivered", "2026-03-05T12:00:00.000Z"),
    ]
    assert (olive.people, olive.due, olive.estimate, olive.class_of_service) == (
        *(("Bo",), "2026-12-01", 1.5, "expedite"),
    )
    assert olive.stays[-1].began_at == NOW  # Today's noon is ahead.
    assert (draft.name, draft.moves) == ("bakery", 3)


def test_what_is_missing_or_wrong_is_counted() -> None:
    draft = read(BAKERY)
    bare = cards(draft)["B-3-2"]
    assert (bare.title, bare.history, bare.stays[0].began_at) == ("Without a name", "none", NOW)
    told = " ".join(draft.warnings)
    for piece in (
        "1 date under Due date cannot be read, the first one in line 4",
        "1 card has no history",
        "What 3 columns count as was guessed",
        "1 card title was empty",
        "1 id occurred before",
    ):
        assert piece in told


def test_a_table_without_a_status_gets_a_column_of_each_stage() -> None:
    draft = read("Task,Started,Finished\na,2026-03-02,2026-03-04\nb,2026-03-02,\nc,,\n")
    assert {card.title: card.column for card in draft.cards} == {
        "a": "done",
        "b": "wip",
        "c": "todo",
    }
    with pytest.raises(Invalid, match="one column of each stage"):
        read("Task\na\n", told=Told({"todo": Staged("done")}))


def test_stages_that_are_told_order_the_columns() -> None:
    told = Told({"Backlog": Staged("done"), "Delivered": Staged("todo")})
    draft = read(BAKERY, told=told)
    assert [column.name for column in draft.columns] == ["Delivered", "Baking", "Backlog"]


def test_dates_of_which_the_order_is_not_known_are_asked_for() -> None:
    text = "Title,Due\na,03/04/2026\n"
    with pytest.raises(Invalid, match="Say which one comes first") as caught:
        read(text)
    assert caught.value.field == "dates"
    (card,) = read(text, mapping={"dates": "day first"}).cards
    assert card.due == "2026-04-03"


def test_a_column_of_too_many_names_is_refused() -> None:
    rows = "".join(f"a,{n}th\n" for n in range(201))
    with pytest.raises(Invalid, match="The column “Status” holds 201 different names; 200 fit"):
        read("Title,Status\n" + rows)
    with pytest.raises(Invalid, match="The column “Lane” holds 31 different names; 30 fit"):
        read("Title,Lane\n" + rows[: rows.index("31th")].rstrip("a,"))


def test_a_real_table_of_wekan_comes_over() -> None:
    draft = read(real("wekan-board-import.csv"))
    assert draft.counts["cards"] == 25 and draft.counts["people"] == 4
    assert [column.name for column in draft.columns] == [f"Stage {n}" for n in (1, 2, 3, 4)]
    assert {label.name: label.color for label in draft.labels}["Support"] == "amber"
    assert cards(draft)["row-1"].due == "2020-05-06"


def test_finishes_before_their_start_are_moved_and_counted() -> None:
    draft = read(real("rueedlinger-agile-dataset.csv"))
    assert draft.counts["cards"] == 4_123
    assert draft.warnings[0].startswith("1,662 of 4,123 rows finish before they start;")


async def test_a_table_becomes_a_board(world: World) -> None:
    owner = await world.user()
    report = await imports.run(BAKERY.encode(), owner, called="Bakery")
    assert (report["cards"], report["columns"], report["labels"]) == (4, 3, 2)
    preview = await imports.preview(BAKERY.encode(), owner, called="Bakery")
    assert (preview["format"], preview["name"]) == ("csv", "Bakery")
    assert [person["name"] for person in preview["people"]] == ["Ana", "Bo"]
