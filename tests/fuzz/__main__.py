"""The API against its own description, by schemathesis: `make fuzz`.

    python -m tests.fuzz                                # three minutes
    python -m tests.fuzz --seconds 30 --seed 7

It serves Andon on loopback, furnishes boards with something of everything, and lets programs loose
on it: an admin's, an editor's, a viewer's, and one whose token only reads. Whatever they send, the
answer is one that the description names, of the kind and the shape that it names, and never a
failure of the server. The same seed sends the same.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.e2e.served import ROOT, Server
from tests.fuzz.furniture import Furniture

SECONDS = 180
SEED = 214
SHARES = {"reader": 0.1, "viewer": 0.1, "editor": 0.3, "admin": 0.5}
"""Who is let loose for how much of the time; who can do most comes last."""

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "ignored_auth",
)
PHASES = "examples,coverage,fuzzing"
ODD = "Invalid HTTP request received"
"""What the server says of requests that are none. It is sent some."""


def main() -> int:
    """Let everybody loose; how many of them found something."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=int, default=SECONDS, help=f"in all; {SECONDS} if unsaid")
    parser.add_argument("--seed", type=int, default=SEED, help="what is sent follows from it")
    asked = parser.parse_args()
    print(f"Fuzzing the API for {asked.seconds} s with the seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="andon-fuzz-") as place, Server(Path(place)) as server:
        furniture = Furniture(server)
        until = time.monotonic() + asked.seconds
        found, shares = 0, dict(SHARES)
        while shares:
            who, share = next(iter(shares.items()))
            seconds = (until - time.monotonic()) * share / sum(shares.values())
            found += not _loose(server, furniture, who, asked.seed, max(1, int(seconds)))
            del shares[who]
        wrong = [line for line in server.complaints if ODD not in line]
        print(*wrong, sep="\n")
        return found + bool(wrong)


def _loose(server: Server, furniture: Furniture, who: str, seed: int, seconds: int) -> bool:
    """One program, for so long. Whether every answer was right."""
    print(f"-- {who}, {seconds} s", flush=True)
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", os.devnull, "run"]
    command += [f"{server.url}/api/v1/openapi.json", "--header"]
    command += [f"Authorization: Bearer {furniture.token(who)}"]
    command += ["--checks", ",".join(CHECKS), "--phases", PHASES, "--continue-on-failure"]
    command += ["--seed", str(seed), "--generation-database", "none", "--no-color"]
    command += ["--max-time", str(seconds), "--suppress-health-check", "all", "--warnings", "off"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
        "ANDON_FUZZ_KNOWN": furniture.known(),
    }
    # It keeps what it found where it stands. What hangs is ended.
    try:
        ended = subprocess.run(command, env=environment, cwd=server.data, timeout=2 * seconds + 30)
    except subprocess.TimeoutExpired:
        print(f"{who} did not come to an end.")
        return False
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
