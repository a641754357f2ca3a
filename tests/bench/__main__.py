"""How fast is it? Measures, prints, and writes docs/bench.md; nothing is judged.

    python -m tests.bench                 # less than six minutes, and writes
    python -m tests.bench --quick         # less than one: everything once, no measurement
    python -m tests.bench moves viewers   # these sections only

The server has a process of its own, and so have those who look; on a machine with two processors
all find room. Beside each figure stands what the same measurement gives where nothing is done.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import flow, growth, joins, machine, moves, reads, report, starts, viewers
from tests.bench.run import Run
from tests.bench.table import Section

SECTIONS: dict[str, Callable[[Run], Section]] = {
    "machine": machine.measure,
    "moves": moves.measure,
    "viewers": viewers.measure,
    "joins": joins.measure,
    "starts": starts.measure,
    "reads": reads.measure,
    "flow": flow.measure,
    "growth": growth.measure,
}
"""In the order of docs/bench.md. The first finds the limits that the others are held against."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="less than a minute in all")
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], help="all by default")
    asked = parser.parse_args()
    print(report.surroundings())
    begun, sections = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="andon-bench-") as name:
        run = Run(Path(name), asked.quick)
        for name, measure in SECTIONS.items():
            if name in ("machine", *(asked.sections or SECTIONS)):
                sections.append(measure(run))
                print(
                    "\n".join(sections[-1].printed()),
                    f"\n{time.monotonic() - begun:.0f} s",
                    flush=True,
                )
    print(f"\n{time.monotonic() - begun:.0f} seconds")
    if not asked.quick and not asked.sections:
        report.write(sections)


if __name__ == "__main__":
    main()
