"""How much memory a process has."""

import os
from pathlib import Path

KB = 1_000
MB = 1_000_000


def resident(pid: int) -> int:
    """Bytes of it that are in the machine's memory, shared ones too: what `top` calls RES."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
