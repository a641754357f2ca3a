"""A private PostgreSQL cluster that lives as long as a test run.

    with Cluster() as cluster:
        cluster.create("fresh")
        ...  # migrate cluster.url("fresh") and disconnect
        cluster.create("one", template="fresh")

Whoever asks for it where there is no PostgreSQL gets a FileNotFoundError.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Self

from tests.provision import postgresql

HOST = "127.0.0.1"
USER = "postgres"
# C.UTF-8 folds the case of every letter, as production does; other systems may know only C.
LOCALE = "C.UTF-8" if sys.platform == "linux" else "C"
SETTINGS = {
    "listen_addresses": HOST,
    "max_connections": 200,
    # Nothing here has to outlive a power cut.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}
# The input ends when the test run closes it or dies, however it dies: no cluster outlives its run.
UNTIL_INPUT_ENDS = '"$@" & read -r _; kill -QUIT $!; wait; rm -rf "$0"'
SECONDS_TO_START = 30
DONE = "That was all."
EMPTY = """
SET session_replication_role = replica;
DO $$ DECLARE name text; BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations' LOOP
    EXECUTE 'DELETE FROM ' || name;
  END LOOP;
  PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""
"""Rows of small tables go faster, without a look at foreign keys, than tables are cut off."""


class Cluster:
    def __enter__(self) -> Self:
        programs = postgresql()
        if not programs:
            raise FileNotFoundError("No PostgreSQL here; tests/provision.py tells where it looks.")
        self.programs = programs
        self._talks: dict[str, subprocess.Popen[str]] = {}
        self.account = account()
        self.folder = Path(tempfile.mkdtemp(prefix="andon-postgres-"))
        if self.account:
            shutil.chown(self.folder, self.account["user"])
        self._initialise()
        self.port = free_port()
        self._start()
        return self

    def __exit__(self, *exc: object) -> None:
        for talk in self._talks.values():
            talk.communicate()
        self.keeper.communicate()

    def url(self, database: str) -> str:
        return f"postgres://{USER}@{HOST}:{self.port}/{database}"

    def create(self, database: str, template: str = "template1") -> None:
        """Make a database; nobody may be connected to the template."""
        self._sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def empty(self, database: str) -> None:
        """Delete all rows of a database, and let go whoever is still connected to it."""
        if database not in self._talks:
            self._talks[database] = self._talk(database)
        talk = self._talks[database]
        assert talk.stdin and talk.stdout
        talk.stdin.write(f"{EMPTY};\n\\echo {DONE}\n")
        talk.stdin.flush()
        said = []
        for line in talk.stdout:
            if line == f"{DONE}\n":
                break
            said.append(line)
        else:
            said.append("ERROR: psql ended")
        if any(line.startswith(("ERROR", "FATAL")) for line in said):
            raise RuntimeError(f"psql: {''.join(said)}")

    def _talk(self, database: str) -> subprocess.Popen[str]:
        """A psql that stays, because starting one costs more than what it is asked for."""
        return subprocess.Popen(
            [self.programs / "psql", "--no-psqlrc", "--quiet", *self._place(), database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.folder,
            env=environment(),
        )

    def _initialise(self) -> None:
        options = ["--auth=trust", "--encoding=UTF8", f"--locale={LOCALE}", "--no-sync"]
        self._run("initdb", *options, f"--username={USER}", "--pgdata=data", **self.account)

    def _start(self) -> None:
        settings = {**SETTINGS, "port": self.port, "unix_socket_directories": self.folder}
        postgres = [str(self.programs / "postgres"), "-D", "data"]
        postgres += [f"--{name}={value}" for name, value in settings.items()]
        with (self.folder / "log").open("w") as log:
            self.keeper = subprocess.Popen(
                ["sh", "-c", UNTIL_INPUT_ENDS, self.folder, *postgres],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=environment(),
                start_new_session=True,  # Ctrl-C is the test run's business
                **self.account,
            )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                return self._sql("SELECT 1")
            except RuntimeError:
                if time.monotonic() > deadline:
                    log = (self.folder / "log").read_text()
                    self.__exit__()
                    raise RuntimeError(f"PostgreSQL does not start:\n{log}") from None
                time.sleep(0.02)

    def _sql(self, statement: str, database: str = "postgres") -> None:
        command = f"--command={statement}"
        self._run("psql", "--no-psqlrc", "--quiet", *self._place(), command, database)

    def _place(self) -> list[str]:
        # Through the socket in our folder, so that it cannot be another cluster that answers.
        return [f"--host={self.folder}", f"--port={self.port}", f"--username={USER}"]

    def _run(self, program: str, *arguments: str, **account: Any) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=environment(),
            check=False,
            **account,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.strip()}")


def account() -> dict[str, Any]:
    """Who runs the cluster, for subprocess: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_name, "group": entry.pw_gid, "extra_groups": []}


def environment() -> dict[str, str]:
    """Ours, without what would lead PostgreSQL's programs to somebody's own cluster."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port: int = taken.getsockname()[1]
        return port
