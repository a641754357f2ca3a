from board.flow.service_level import attainment, measured


def test_attainment_is_the_share_of_cards_that_took_no_longer() -> None:
    assert attainment([1, 2, 6, 7], 6) == 0.75
    assert attainment([], 6) is None


def test_too_few_cards_measure_nothing() -> None:
    assert measured(range(1, 10), 85) is None
    assert measured(range(1, 11), 85) == 9
