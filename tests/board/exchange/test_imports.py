import time
from pathlib import Path

from board.exchange import imports
from tests.world import World

D = Path("/work/shared/data")


async def test_quick(world: World):
    owner = await world.user("ana")
    for f in ["marques-work", "trello2planka-sample", "humberto-zayas", "wekan-project100"]:
        t = time.time()
        r = await imports.run((D / (f + ".json")).read_bytes(), owner)
        print(time.time() - t, {k: v for k, v in r.items() if k != "warnings"})
    r = await imports.run((D / (f + ".json")).read_bytes(), owner)
    print(r)
