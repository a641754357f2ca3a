"""Mentions: members who are named in a text."""

import pytest

from board.mentions import MOST, Names

PEOPLE = [(1, "Sara Almeida"), (2, "Tom Okafor"), (3, "Tom Brandt"), (4, "Jean-Luc"), (5, "Ül")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Sara", [1]),
        ("@sara almeida, look", [1]),
        ("@Sarah", []),
        ("@Tom", []),
        ("@Tom Okafor and @tom brandt!", [2, 3]),
        ("@Jean-Luc's", [4]),
        ("(@ül)", [5]),
        ("mail@sara.example", []),
        ("@@Sara", []),
        ("_@Sara", []),
        ("@nobody @", []),
        ("Sara", []),
    ],
)
def test_members_are_found_by_whole_name_or_by_a_first_word_of_their_own(
    text: str, expected: list[int]
) -> None:
    assert Names(PEOPLE).mentioned(text) == expected


def test_a_mention_says_where_it_stands() -> None:
    text = "Ask @Sara Almeida."
    ((begin, end, who),) = Names(PEOPLE).spans(text)
    assert (text[begin:end], who) == ("@Sara Almeida", 1)


def test_only_so_many_at_signs_are_looked_at() -> None:
    assert Names(PEOPLE).mentioned("@" * 2 * MOST + " @Sara") == []


def test_a_board_whose_members_have_no_names_names_nobody() -> None:
    assert Names([(1, " ")]).mentioned("@ @x") == []
