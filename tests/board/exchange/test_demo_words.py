from board.exchange import demo_words
from board.labels import COLORS


def test_every_label_has_a_colour_and_every_title_a_place_for_an_area() -> None:
    assert demo_words.TITLES.keys() == demo_words.COLORS.keys()
    assert set(demo_words.COLORS.values()) <= set(COLORS)
    assert all("{}" in title for titles in demo_words.TITLES.values() for title in titles)
