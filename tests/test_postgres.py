import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from tests.postgres import Cluster
from tests.provision import postgresql

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not postgresql(), reason="no PostgreSQL here"),
]

DIES = """
import os
from tests.postgres import Cluster
with Cluster() as cluster:
    print(cluster.folder, flush=True)
    os._exit(1)
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as cluster:
        yield cluster


async def test_a_database_is_copied_from_a_template(cluster: Cluster) -> None:
    cluster.create("fresh")
    await run(cluster.url("fresh"), "CREATE TABLE board AS SELECT 'Räder' AS name")
    cluster.create("one", template="fresh")
    assert await run(cluster.url("one"), "SELECT upper(name) FROM board") == "RÄDER"


async def test_a_database_in_use_is_dropped(cluster: Cluster) -> None:
    cluster.create("busy")
    connection = await asyncpg.connect(cluster.url("busy"))
    cluster.drop("busy")
    with pytest.raises(asyncpg.PostgresError):
        await connection.fetchval("SELECT 1")


def test_no_cluster_outlives_its_run() -> None:
    died = subprocess.run([sys.executable, "-c", DIES], stdout=subprocess.PIPE, text=True)
    folder = Path(died.stdout.strip())
    deadline = time.monotonic() + 60
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()


async def run(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()
