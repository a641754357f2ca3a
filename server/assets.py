"""Static files: their addresses, and how they are served.

The address of a file begins with a hash of everything under static/, so a browser may keep what
it got for ever, and a release is fetched afresh. The hash stands in the path and not behind a
question mark, because then the imports between scripts and the fonts in a style sheet carry it
too, without any script or style sheet knowing it.

A page that is opened for the first time asks for eighty of them at once, so a file is read once and
answered from memory.
"""

import hashlib
import re
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

ROOT = Path(__file__).parent.parent / "static"

_PACKAGES = {
    "htmx": "htmx.org",
    "sortable": "sortablejs",
    "lucide": "lucide",
    "inter": "inter",
    "charts": "echarts",
}

_IMPORTS = re.compile(r"""^(?:import|export)\b[^"';]*["'](\.\.?/[^"']+)["'];""", re.MULTILINE)
_SHEETS = re.compile(r"^@import url\((.+?)\) layer\((.+?)\);$", re.MULTILINE)
_SYMBOLS = re.compile(r'<symbol id="(.+?)".*?>(.+?)</symbol>')


class File(NamedTuple):
    """A file as it is served."""

    content: bytes
    media_type: str
    tag: str


@cache
def version() -> str:
    """A hash of all static files, as they were when it was first asked for."""
    digest = hashlib.sha256()
    for path in sorted(_paths()):
        content = (ROOT / path).read_bytes()
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


@cache
def _paths() -> frozenset[str]:
    return frozenset(
        file.relative_to(ROOT).as_posix() for file in ROOT.rglob("*") if file.is_file()
    )


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


@cache
def shapes() -> dict[str, Markup]:
    """What the icons consist of, by their names."""
    sprite = (ROOT / vendor()["lucide"] / "sprite.svg").read_text()
    return {name: Markup(drawn) for name, drawn in _SYMBOLS.findall(sprite)}  # noqa: S704


# -- serving


async def serve(request: Request) -> Response:
    """A file: to be kept for ever under the present version, to be asked for again under any
    other. A wish for a range of it is not heard: they are small."""
    path, asked = request.path_params["path"], request.path_params["version"]
    if path not in _paths():
        raise HTTPException(404)
    file = read(path)
    for_ever = "public, max-age=31536000, immutable"
    headers = {"Cache-Control": for_ever if asked == version() else "no-cache", "ETag": file.tag}
    if file.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)


@cache
def read(path: str) -> File:
    """A file. A style sheet has those that it imports in it: a browser finds them only when it has
    read the first, and paints nothing until it has them all."""
    content = (ROOT / path).read_bytes()
    if path.endswith(".css"):
        content = _SHEETS.sub(_sheet, content.decode()).encode()
    media_type = guess_type(path)[0] or "application/octet-stream"
    return File(content, media_type, f'"{hashlib.sha256(content).hexdigest()[:16]}"')


def _sheet(named: re.Match[str]) -> str:
    name, layer = named.groups()
    return f"@layer {layer} {{\n{(ROOT / 'css' / name).read_text()}}}"


ROUTES = [Route("/static/{version}/{path:path}", serve, methods=["GET"])]
