from pathlib import Path

from starlette.requests import HTTPConnection

from board import database
from board.instants import DAY, now
from server import housekeeping
from server.auth import sessions
from server.auth.secret import Secret
from tests.world import World


async def test_what_is_over_is_deleted_and_what_stands_stays(world: World, tmp_path: Path) -> None:
    ana = await world.user()
    conn = HTTPConnection({"type": "http", "headers": [], "client": None})
    key = Secret(b"k" * 32)
    stands = await sessions.begin(key, ana["id"], conn)
    await sessions.begin(key, ana["id"], conn)
    async with database.transaction() as (batch, _):
        long_ago = now() - 60 * DAY
        await batch.run(("UPDATE sessions SET expires_at = ? WHERE id = 2", (long_ago,)))

    await housekeeping.tidy(tmp_path)

    ((row,),) = await database.read(("SELECT id FROM sessions", ()))
    found = await sessions.find(key, stands)
    assert found and found["id"] == row["id"]
