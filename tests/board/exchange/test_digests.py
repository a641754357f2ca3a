from board import database
from tests.world import World


async def test_there_is_a_table_of_imports(world: World) -> None:
    assert await database.read(("SELECT * FROM imports", ())) == [[]]
