"""Static files: their addresses, and how they are served.

The address of a file begins with a hash of everything under static/, so a browser may keep what
it got for ever, and a release is fetched afresh. The hash stands in the path and not behind a
question mark, because then the imports between scripts and the fonts in a style sheet carry it
too, without any script or style sheet knowing it.
"""

import hashlib
import re
from functools import cache
from os import stat_result
from pathlib import Path
from posixpath import normpath

from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Receive, Scope, Send

ROOT = Path(__file__).parent.parent / "static"

_PACKAGES = {
    "htmx": "htmx.org",
    "sortable": "sortablejs",
    "lucide": "lucide",
    "inter": "inter",
    "charts": "echarts",
}

_IMPORTS = re.compile(r"""^(?:import|export)\b[^"';]*["'](\.\.?/[^"']+)["'];""", re.MULTILINE)


@cache
def version() -> str:
    """A hash of all static files, as they were when it was first asked for."""
    digest = hashlib.sha256()
    for file in sorted(path for path in ROOT.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(ROOT).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def static(path: str) -> str:
    """The address of a static file."""
    return f"/static/{version()}/{path}"


@cache
def modules(path: str) -> tuple[str, ...]:
    """The addresses of a script and of all that it imports: a page names them all, so that they
    are fetched at once and not one behind the other as each is read."""
    found = [path]
    for each in found:
        folder = Path(each).parent
        named = _IMPORTS.findall((ROOT / each).read_text())
        found += [new for name in named if (new := normpath(folder / name)) not in found]
    return tuple(map(static, dict.fromkeys(found)))


@cache
def vendor() -> dict[str, str]:
    """The folders of other people's files, whatever their versions are."""
    folders = sorted((ROOT / "vendor").iterdir())
    return {
        name: next(
            f"vendor/{folder.name}"
            for folder in folders
            if folder.name.rpartition("-")[0] == package
        )
        for name, package in _PACKAGES.items()
    }


class Assets(StaticFiles):
    """Files that are kept for ever under their present version, and asked for again under any
    other. A wish for a range of one is not heard: they are small."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(name, value) for name, value in scope["headers"] if name != b"range"]
        await super().__call__({**scope, "headers": headers}, receive, send)

    def file_response(
        self,
        full_path: PathLike,
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        current = scope["path_params"].get("version") == version()
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if current else "no-cache"
        )
        return response


def routes() -> list[Mount]:
    """Where the files are served."""
    return [Mount("/static/{version}", Assets(directory=ROOT))]
