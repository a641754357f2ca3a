"""What the tests stand on: a migrated database of each kind, and a world to arrange in.

A migrated database is made once for a process and copied for each test; SQLite by copying its
file, PostgreSQL from a template database of a private cluster.
"""

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from board import database
from board.migrate import migrate
from tests import provision, template
from tests.postgres import Cluster
from tests.world import World

TEMPLATE = "andon_template"

MEMORY = Path("/dev/shm")
ENOUGH = 4 * 1024**3

if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
    # Nothing here has to outlive a power cut, and waiting for a disk to say so is a third of a run.
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


# What else the profile says, CI's own too, stays as it is.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest test begins first, so that nobody waits for it at the end."""
    items.sort(key=lambda item: "test_working_day" not in item.nodeid)


def pytest_collection_finish() -> None:
    """What was loaded stays to the end: to look for garbage in it, too, took a quarter of a run.
    Among what is new it is looked for as seldom as `andon serve` does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    if provision.postgresql() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is missing, and CI must not skip its tests.")
        pytest.skip("There is no PostgreSQL on this machine.")
    with Cluster() as running:
        running.create(TEMPLATE)
        asyncio.run(migrate(running.url(TEMPLATE)))
        yield running


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A migrated SQLite database of the test's own."""
    template.lay(tmp_path)
    return f"sqlite://{tmp_path / 'andon.sqlite3'}"


@pytest.fixture(scope="session")
def shared_database(cluster: Cluster) -> str:
    cluster.create("shared", template=TEMPLATE)
    return "shared"


@pytest.fixture
def postgres_url(cluster: Cluster, shared_database: str) -> Iterator[str]:
    """A migrated PostgreSQL database that is empty: emptying one is faster than making one."""
    yield cluster.url(shared_database)
    cluster.empty(shared_database)


@pytest.fixture
def own_sqlite_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def own_postgres_url(cluster: Cluster) -> Iterator[str]:
    cluster.create("own", template=TEMPLATE)
    yield cluster.url("own")
    cluster.drop("own")


KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=KINDS)
def own_database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database whose schema the test may change."""
    url: str = request.getfixturevalue(f"own_{request.param}_url")
    return url


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, once of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[str]:
    """The open database of the test; its URL."""
    await database.connect(database_url, serving=True)
    yield database_url
    await database.close()


@pytest.fixture
async def world(db: str) -> World:
    """People and boards to arrange a test with."""
    return World()
