import pytest

from board import texts
from board.exchange import appendix


def test_fields_become_a_table_and_files_links() -> None:
    table = appendix.table([("Size", "XL"), ("Empty", ""), ("A|B", "*1*\n2")])
    assert table == "| Field | Value |\n| --- | --- |\n| Size | XL |\n| A\\|B | \\*1\\* 2 |"
    links = appendix.links([("a [b]", "https://example.com/a"), ("", "mailto:ana@example.com")])
    assert links == (
        "Attachments:\n\n- [a \\[b\\]](https://example.com/a)\n"
        "- [mailto:ana@example.com](mailto:ana@example.com)"
    )
    assert appendix.joined("Dough\n", table, "", links) == (f"Dough\n\n{table}\n\n{links}", False)


def test_nothing_to_append_is_nothing() -> None:
    assert (appendix.table([("Size", "")]), appendix.links([("", "")])) == ("", "")
    assert appendix.joined("Dough\n", "", "") == ("Dough\n", False)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.com",
        "https://a b",
        "https://a)[x](javascript:alert(1)",
        "",
    ],
)
def test_only_pages_and_mailboxes_are_links(address: str) -> None:
    assert not appendix.leads_somewhere(address)
    assert "](" not in appendix.links([("name", address)])


def test_the_whole_fits_and_says_what_was_cut() -> None:
    files = [(f"file {n}", f"https://example.com/{n}") for n in range(2_000)]
    whole, cut = appendix.joined("x" * 60_000, appendix.links(files))
    assert cut and len(whole) <= texts.TEXT_LIMIT
    assert whole.count("https://") > 300 and whole.endswith(")\n…")
