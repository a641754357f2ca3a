import pytest

from board.errors import Invalid
from board.exchange import sheets
from board.exchange.sheets import read


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_divides_the_cells_and_their_encoding_are_found(delimiter: str, encoding: str) -> None:
    text = 'Title,Labels\n"Bread, dark ""rye""\nfor Monday",é\nSalt,\n'.replace(",", delimiter)
    sheet = read(text.encode(encoding))
    assert sheet.header == ("Title", "Labels")
    first = 'Bread, dark "rye"\nfor Monday'.replace(",", delimiter)
    assert [cells for _, cells in sheet.rows] == [[first, "é"], ["Salt", ""]]
    assert [line for line, _ in sheet.rows] == [3, 4]


def test_an_old_encoding_is_read_with_a_note() -> None:
    sheet = read("Title\nBrötchen\n".encode("cp1252"))
    assert sheet.rows == ((2, ["Brötchen"]),)
    assert sheet.notes == ("The file is not in UTF-8; it was read as Windows-1252.",)


def test_the_header_may_stand_below_a_preamble() -> None:
    sheet = read(b"Date: 2026-11-24\nVersion: 7\n\nList Name,Title,Tags\nShop,Bread,rye\n")
    assert sheet.header == ("List Name", "Title", "Tags") and len(sheet.rows) == 1


def test_columns_of_one_name_are_told_apart_and_ragged_rows_fitted() -> None:
    sheet = read(b"Title,Labels,Labels,\na,b\n\n,,,\nc,d,e,f,g\n")
    assert sheet.header == ("Title", "Labels", "Labels (2)", "Column 4")
    assert [cells for _, cells in sheet.rows] == [["a", "b", "", ""], ["c", "d", "e", "f"]]
    assert sheet.notes == (
        "1 row has more cells than the header; what lies beyond it was left out.",
    )


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b",,\n,,\n", "has no rows"),
        (b"Title,Status\n", "a header and no rows"),
        (b'Title\na\n"b\nc\n', "from line 3 on: a quotation mark there has no partner"),
        (b"Title\n" + b"x" * 200_000, "a cell has more than 131,072 characters"),
        (b"PK\x03\x04\x14", "a ZIP archive or a workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "holds no text"),
        (b"a," * 3_001 + b"\n1", "3,002 columns"),
    ],
    ids=range(9),
)
def test_what_is_no_table_is_told_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as caught:
        read(data)
    assert caught.value.field == "file"


def test_a_table_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROWS_LIMIT", 10)
    with pytest.raises(Invalid, match="more than 10 rows"):
        read(b"Title\n" + b"a\n" * 11)


def test_an_apostrophe_before_a_formula_is_the_export_s_and_goes() -> None:
    sheet = read(b"Title,Labels\n'=1+1,'tis\n")
    assert sheet.rows == ((2, ["=1+1", "'tis"]),)
