from board.exchange.drafts import Label, Person
from board.exchange.names import Labels, Names, People, Separator, columns, free
from board.exchange.stages import Staged, Told


def test_a_name_is_the_same_in_any_case_and_its_id_is_a_word() -> None:
    names = Names()
    ids = [names.id(name) for name in ("In Progress", "in progress", "In-Progress")]
    assert ids == ["In-Progress", "In-Progress", "In-Progress-2"]
    assert names.names["In-Progress"] == "In Progress"
    assert free("a b", {"a-b"}) == "a-b-2"


def test_several_names_in_a_cell_are_told_apart() -> None:
    assert list(Separator(["a; b"]).split("a; b c")) == ["a", "b c"]
    assert list(Separator(["ana", "ana bo"]).split("ana bo")) == ["ana", "bo"]
    assert list(Separator(["Ana Silva", "Bo Berg"]).split("Ana Silva")) == ["Ana Silva"]


def test_a_label_may_carry_its_colour() -> None:
    labels = Labels()
    for text in ("Sales-red", "Follow-up", "sales", "Support-yellow"):
        labels.id(text)
    assert list(labels) == [
        Label("Sales", "Sales", "red"),
        Label("Follow-up", "Follow-up", "orange"),
        Label("Support", "Support", "amber"),
    ]


def test_an_address_is_compared_and_not_kept_as_a_name() -> None:
    people = People()
    for text in ("ana@example.org", "Bo Berg <bo@example.org>", "cy"):
        people.id(text)
    assert list(people) == [
        Person("ana", "ana", "ana@example.org", "ana"),
        Person("Bo-Berg", "Bo Berg", "bo@example.org", None),
        Person("cy", "cy", None, "cy"),
    ]


def test_columns_stand_by_their_numbers_or_their_stages() -> None:
    told = Told({"b": Staged("done")})
    numbered = columns({"c": "Step 10", "b": "Step 2", "a": "Step 1"}, told)
    assert [(column.id, column.stage) for column in numbered] == [
        *(("a", "todo"), ("b", "done"), ("c", "todo"))
    ]
    named = columns({"a": "Done", "b": "Doing", "c": "To do"}, Told({}))
    assert [column.id for column in named] == ["c", "b", "a"]
