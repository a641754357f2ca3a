from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.edge import Edge, running


@pytest.fixture
async def edge(database_url: str, tmp_path: Path) -> AsyncIterator[Edge]:
    """A server on a migrated database, once of each kind."""
    async with running(database_url, tmp_path) as served:
        yield served
