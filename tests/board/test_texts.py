import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board import texts
from board.errors import Invalid

ACCENT = "\u0301"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"


def line(value: str) -> str:
    return texts.line(value, field="title")


def prose(value: str) -> str:
    return texts.prose(value, field="description")


def refusal(value: str, **options: int) -> Invalid:
    with pytest.raises(Invalid) as caught:
        texts.line(value, field="title", **options)
    assert caught.value.field == "title"
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "</title>",
        "{{7*7}} {% raw %} ${7*7} %n%s",
        '<div hx-get="/logout" hx-trigger="load">',
        "=HYPERLINK(1)",
        "İstanbul ıssız Straße",
        "やること 待办 לעשות готово",
        FAMILY,
        "👍🏽 🇩🇪",
        "x" * 1_000,
    ],
)
def test_text_stays_what_it_is(text: str) -> None:
    assert line(text) == text
    assert prose(text) == text


@pytest.mark.parametrize(
    "empty",
    ["", "   ", "\n\t", "\u200b\u2060\ufeff", "\u00ad", "\u3164", "\u2800", "\U000e0041\ufffb"],
)
def test_a_title_that_nobody_can_see_is_empty(empty: str) -> None:
    assert "is empty" in str(refusal(empty))


def test_a_text_may_be_empty() -> None:
    assert prose("") == ""


def test_a_title_is_one_line() -> None:
    assert line("  one\r\ntwo\tthree\u00a0four  ") == "one two three four"


def test_a_text_keeps_its_lines() -> None:
    assert prose("one\r\ntwo\rthree\n\tfour") == "one\ntwo\nthree\n\tfour"


def test_control_characters_and_overrides_of_direction_go() -> None:
    assert prose("\x1b[31mred\x07\x85 \u202egpj.exe\u2066") == "[31mred gpj.exe"


def test_letters_are_composed_so_that_equal_texts_are_equal() -> None:
    assert line("cafe" + ACCENT) == line("café") == "café"


def test_what_a_control_character_kept_apart_is_composed_too() -> None:
    assert line("cafe\x01" + ACCENT) == "café"


def test_eight_accents_on_a_letter_are_kept_and_more_refused() -> None:
    assert line("x" + ACCENT * 8) == "x" + ACCENT * 8
    assert "more than 8 accents" in str(refusal("x" + ACCENT * 9))


def test_control_characters_hide_no_accents() -> None:
    assert "more than 8 accents" in str(refusal("x" + (ACCENT * 5 + "\x01") * 4))


def test_a_long_text_is_refused_with_both_numbers() -> None:
    refused = refusal("x" * 10_001)
    assert "10,001 characters; 1,000 fit" in str(refused)
    assert refused.facts == {"field": "title", "limit": 1_000, "actual": 10_001}
    with pytest.raises(Invalid, match="50,001 characters; 50,000 fit"):
        prose("x" * 50_001)


def test_half_a_character_is_refused() -> None:
    assert "half a character" in str(refusal("\ud800"))


def test_a_nul_is_refused() -> None:
    assert "NUL" in str(refusal("a\0b"))


# -- texts from files


anything = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.sampled_from("\0\x01\r\n\u200d\u0301🇩👍🏽"),
    ),
    max_size=80,
)


@settings(deadline=None)
@given(anything)
def test_whatever_is_salvaged_would_have_been_taken(text: str) -> None:
    assert prose(texts.salvaged(text)) == texts.salvaged(text)
    if title := texts.salvaged_line(text):
        assert line(title) == title


@settings(deadline=None)
@given(anything)
def test_what_needs_no_salvage_is_kept(text: str) -> None:
    try:
        taken = prose(text)
    except Invalid:
        return
    assert texts.salvaged(text) == taken


def test_a_pair_of_halves_is_one_character() -> None:
    assert texts.salvaged("\ud83d\ude00 \ud800") == "😀 \ufffd"


def test_a_title_in_which_nothing_can_be_seen_is_empty() -> None:
    assert texts.salvaged_line(" \u200b\0 ") == ""


@settings(deadline=None)
@given(anything, st.integers(min_value=1, max_value=40))
def test_a_cut_text_fits(text: str, limit: int) -> None:
    cut = texts.cut(text, limit)
    assert len(cut) <= limit
    assert cut == text or cut.endswith("…")


@pytest.mark.parametrize("one", ["e" + ACCENT * 3, FAMILY, "👍🏽", "🇩🇪", "❤\ufe0f"])
def test_nothing_is_cut_in_two(one: str) -> None:
    for limit in range(3, 3 + len(one)):
        assert texts.cut(f"ab{one}" + "c" * 20, limit) == "ab…"
    assert texts.cut(f"ab{one}" + "c" * 20, 3 + len(one)) == f"ab{one}…"


def test_every_invisible_character_is_known() -> None:
    hidden = [
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in ("Zs", "Zl", "Zp", "Cc")
    ]
    assert [text for text in hidden if texts.salvaged_line(text)] == []
