import pytest

from board.errors import Invalid
from board.exchange import reading
from board.exchange.stages import Staged, Told
from tests.board.exchange.export import Export

OWNER = {"timezone": "Europe/Berlin"}


async def test_a_file_is_read_with_the_zone_that_is_named_last() -> None:
    data = Export("Backlog").data
    assert (await reading.found(data, OWNER)).zone == "Europe/Berlin"
    told = Told({}, "Asia/Tokyo")
    assert (await reading.found(data, OWNER, stages=told)).zone == "Asia/Tokyo"
    found = await reading.found(data, OWNER, stages=told, timezone="America/Lima")
    assert (found.zone, found.format, found.draft.name) == ("America/Lima", "trello", "Bakery")


async def test_stages_may_be_told_without_a_file() -> None:
    export = Export("Backlog")
    told = Told({export.lists["Backlog"]["id"]: Staged("done")})
    assert (await reading.found(export.data, OWNER, stages=told)).draft.columns[0].stage == "done"


async def test_a_format_that_nobody_reads_is_refused() -> None:
    with pytest.raises(Invalid, match=r"It can be: .*trello"):
        await reading.found(b"{}", OWNER, format="jira")
