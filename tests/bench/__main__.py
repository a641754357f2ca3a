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
from pathlib import Path

from tests.bench import flow, growth, joins, machine, moves, pages, reads, report, starts, viewers
from tests.bench.run import Run

SECTIONS = {
    "machine": machine,
    "moves": moves,
    "viewers": viewers,
    "joins": joins,
    "starts": starts,
    "reads": reads,
    "pages": pages,
    "flow": flow,
    "growth": growth,
}
"""In the order of docs/bench.md, which has the docstring of each before its table. The first finds
the limits that the others are held against."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="less than a minute in all")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    asked = parser.parse_args()
    names = asked.sections or [*SECTIONS]
    print(report.surroundings())
    begun, found = time.monotonic(), {}
    with tempfile.TemporaryDirectory(prefix="andon-bench-") as folder:
        run = Run(Path(folder), asked.quick)
        for name in dict.fromkeys(["machine", *names]):
            section = SECTIONS[name].measure(run)
            found[SECTIONS[name].__doc__ or ""] = section
            lines = [section.title] if asked.quick else section.printed()
            print("\n".join(lines), f"({time.monotonic() - begun:.0f} s)", flush=True)
    if not asked.quick and not asked.sections:
        report.write(found)


if __name__ == "__main__":
    main()
