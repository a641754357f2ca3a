"""Words: case and accents make no difference, and nothing that is typed is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.words import LONGEST, MOST_BYTES, Piece, Sought, fold, found, words


@pytest.mark.parametrize(
    "text, folded",
    [
        ("ABC", "abc"),
        ("Crème Brûlée", "creme brulee"),
        ("İSTANBUL", "istanbul"),
        ("ısı", "isi"),
        ("Straße", "strasse"),
        ("ΣΑΣ σας", "σασ σασ"),
        ("Ångström", "angstrom"),
        ("한국", "한국"),
    ],
)
def test_case_and_accents_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a_b-c/d.e", ["a", "b", "c", "d", "e"]),
        ("NW-214", ["nw", "214"]),
        ("日本語 text", ["日", "本", "語", "text"]),
        ("⑴ ½", ["1", "1", "2"]),
        ("👍🏽 🏳️‍🌈 — !?", []),
        ('"*" NEAR(x)', ["near", "x"]),
        ("", []),
    ],
)
def test_words_are_what_stands_between_spaces_and_signs(text: str, expected: list[str]) -> None:
    assert [each.word for each in found(text)] == expected


@given(st.text())
def test_folding_twice_is_folding_once_and_words_hold_no_signs(text: str) -> None:
    said = [each.word for each in found(text)]
    assert all(word and not set(word) & set("\0 '\"*()&|!:<\\") for word in said)
    assert [each.word for word in said for each in found(word)] == said
    assert Sought(text).pieces(text) is not None or not said[:20]


@given(st.text() | st.text(st.characters(max_codepoint=127)))
def test_an_index_knows_the_words_that_are_looked_for(text: str) -> None:
    assert words([text]) == list(dict.fromkeys(each.word for each in found(text)))


def test_an_index_takes_each_word_once_and_no_more_than_fits() -> None:
    assert words(["a b", "B c"]) == ["a", "b", "c"]
    assert words(["x" * 5_000]) == ["x" * LONGEST]
    many = words([" ".join(f"word{n:060}" for n in range(10_000))])
    assert sum(len(word) + 1 for word in many) <= MOST_BYTES


def test_the_last_word_may_be_a_beginning_and_the_others_not() -> None:
    sought = Sought("signing ke")
    assert [sought.hits(word) for word in ("signing", "sign", "keys", "monkey")] == [
        True,
        False,
        True,
        False,
    ]


def test_hits_are_marked_where_they_stand() -> None:
    assert Sought("creme bru").pieces("One  Crème\nbrûlée, <b>please</b>") == [
        Piece("One ", False),
        Piece("Crème", True),
        Piece(" ", False),
        Piece("brûlée", True),
        Piece(", <b>please</b>", False),
    ]
    assert Sought("absent").pieces("present") is None
    assert Sought("").pieces("present") is None


def test_a_long_text_is_cut_around_its_first_hit() -> None:
    text = f"{'before ' * 100}HERE{' after' * 100}"
    pieces = Sought("here").pieces(text, 30)
    assert pieces is not None
    assert [piece.text for piece in pieces if piece.hit] == ["HERE"]
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("… before") and shown.endswith(" …") and len(shown) < 80


@pytest.mark.parametrize(
    "text, key, number",
    [
        ("NW-214", ("NW", 214), None),
        (" nw-214 ", ("NW", 214), None),
        ("214", None, 214),
        ("#214", None, 214),
        ("0", None, None),
        ("NW-", None, None),
        ("NW-2147483648000", None, None),
        ("٢١٤", None, None),
    ],
)
def test_a_key_or_a_number_is_known_for_what_it_is(
    text: str, key: tuple[str, int] | None, number: int | None
) -> None:
    sought = Sought(text)
    assert (sought.key, sought.number) == (key, number)
