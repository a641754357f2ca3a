"""The programs that tests need beside Python: Chromium and PostgreSQL.

`python -m tests.provision` installs what is missing where it can, and says what it could not; with
CI=true that is a failure. The tests ask `chromium()` and `postgresql()` where they are.

Debian has a Chromium without windows too, which draws a page with two thirds of the work. Browser
tests drive that one where it can be had, and the whole one elsewhere.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HEADLESS = "chromium-headless-shell"
SERVER_PROGRAMS = ("initdb", "postgres", "psql")
PRINT_PLAYWRIGHTS_BROWSER = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def main() -> int:
    complete = all(
        [
            provide(
                "Chromium",
                chromium,
                # Playwright's Node.js needs libatomic, which slim systems lack.
                [lambda: apt("libatomic1"), lambda: apt("chromium"), playwright_install],
                "Browser tests are skipped: name a Chromium in ANDON_CHROMIUM.",
            ),
            provide(
                "PostgreSQL",
                postgresql,
                [lambda: apt("postgresql")],
                "Tests on PostgreSQL are skipped: put initdb and postgres on PATH.",
            ),
        ]
    )
    if not shutil.which(HEADLESS) and run("apt-cache", "show", HEADLESS):
        apt(HEADLESS)
    return 0 if complete or os.environ.get("CI") != "true" else 1


def provide(
    name: str, find: Callable[[], Path | None], installs: list[Callable[[], None]], without: str
) -> bool:
    if find():
        return True
    for install in installs:
        install()
        if find():
            return True
    print(f"{name} was neither found nor installed. {without}", file=sys.stderr)
    return False


def chromium() -> Path | None:
    """The browser to drive, if Playwright can drive any."""
    if not run(sys.executable, "-m", "playwright", "--version"):
        return None
    names = (os.environ.get("ANDON_CHROMIUM", ""), *BROWSERS)
    paths = (shutil.which(name) for name in names)
    # Ubuntu's chromium-browser is a stub that does not start where there is no snap.
    found = next((Path(path) for path in paths if path and run(path, "--version")), None)
    return found or playwrights_browser()


def headless() -> Path | None:
    """The browser that draws with the least work, unless one is named."""
    found = None if os.environ.get("ANDON_CHROMIUM") else shutil.which(HEADLESS)
    whole = chromium()
    return Path(found) if found and whole and run(found, "--version") else whole


def postgresql() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version first."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    # Debian keeps the server's programs off PATH.
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    return next((f for f in folders if all((f / name).exists() for name in SERVER_PROGRAMS)), None)


def version(folder: Path) -> float:
    return float(folder.parent.name)


def playwrights_browser() -> Path | None:
    # In a process of its own: Playwright's synchronous side refuses to run inside an event loop.
    path = Path(run(sys.executable, "-c", PRINT_PLAYWRIGHTS_BROWSER).strip())
    return path if path.is_file() and run(str(path), "--version") else None


def playwright_install() -> None:
    print("Installing Chromium with Playwright", flush=True)
    with_libraries = ["--with-deps"] if may_apt() else []
    run(sys.executable, "-m", "playwright", "install", *with_libraries, "chromium")


def apt(package: str) -> None:
    if not may_apt():
        return
    print(f"Installing {package} with apt-get", flush=True)
    install = ("apt-get", "install", "--yes", "--no-install-recommends", package)
    # A fresh machine has no package lists, an old one lists that name files long gone.
    if not run(*install):
        run("apt-get", "update")
        run(*install)


def may_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def run(*command: str) -> str:
    """What the command printed; nothing when it failed."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, capture_output=True, text=True, env=quiet, check=False)
    return done.stdout if done.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(main())
