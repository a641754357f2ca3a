from board.exchange.samples import samples


def test_each_column_is_shown_with_what_it_seems_to_hold() -> None:
    data = b"Title,Owner,What\na,x,\nb,x,\nb,y,\nc,z,\nd,w,\n"
    assert samples(data, {"Owner": "labels"}) == [
        {"name": "Title", "holds": "title", "samples": ["a", "b", "c"]},
        {"name": "Owner", "holds": "labels", "samples": ["x", "y", "z"]},
        {"name": "What", "holds": "", "samples": []},
    ]
