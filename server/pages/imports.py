"""Imports: a file is uploaded, looked at, imported and reported on, a page for each.

Nothing is written before the last step, and every step is a form that works without a script. What
was chosen is in the form itself, so that a refusal keeps it.
"""

import json
from pathlib import PurePath
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from board import texts
from board.errors import Invalid, Missing, Refused
from board.exchange import imports
from board.exchange.mapping import FIELDS
from board.instants import zones
from server import forms, refusals
from server.auth import account
from server.bodies import MOST_IMPORT, allow
from server.faces import viewer
from server.mappings import Mappings
from server.pages.chosen import AGAIN, STAGES, Chosen, header, table
from server.templates import render
from server.uploads import Upload, Uploads

MOST_AROUND = 10_000
"""Bytes of an upload that are no file."""

TOO_LARGE = (
    f"The file is larger than {MOST_IMPORT // 1_000_000} MB. Export less of the board, or one board"
    " at a time."
)

MOST_CHOSEN = 10_000
"""Fields of the form that is filled in after a look at the file."""


def _uploads(request: Request) -> Uploads:
    return Uploads(request.state.config.data)


def _upload(request: Request) -> Upload:
    who = account(request)
    return _uploads(request).of(who.user_id, str(request.path_params["upload"]))


def _mappings(request: Request) -> Mappings:
    return Mappings(request.state.config.data, account(request).user_id)


def _owner(request: Request) -> dict[str, Any]:
    who = account(request, write=request.method != "GET")
    names = ("name", "email", "is_admin", "timezone")
    return {"id": who.user_id, **{name: getattr(who, name) for name in names}}


# -- the file


async def ask(
    request: Request, *, problem: dict[str, Any] | None = None, status: int = 200
) -> Response:
    """The form for a file."""
    account(request)
    html = render("import.html", user=viewer(request.scope), most=MOST_IMPORT, problem=problem)
    return HTMLResponse(html, status)


def _asked_again(refusal: Refused) -> dict[str, Any]:
    """What the form for a file says of one that cannot be taken."""
    if isinstance(refusal, refusals.TooLarge):
        return {"form": "", "field": "file", "sentence": TOO_LARGE}
    return _told(refusal)


async def upload(request: Request) -> Response:
    """Keep a file, and go on to what it would bring."""
    owner = _owner(request)
    allow(request, MOST_IMPORT + MOST_AROUND)
    try:
        kept = await _kept(request, owner)
    except (Invalid, refusals.Malformed, refusals.TooLarge) as refusal:
        again = await ask(request, problem=_asked_again(refusal), status=refusals.status(refusal))
        again.headers.update(refusals.headers(refusal))
        return again
    return RedirectResponse(f"/import/{kept.id}", 303)


async def _kept(request: Request, owner: dict[str, Any]) -> Upload:
    """The file of a request. Raises Invalid when it is none that a board can be made of."""
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise Invalid("Choose a file first.", field="file")
        if (file.size or 0) > MOST_IMPORT:
            raise Invalid(TOO_LARGE, field="file")
        name = texts.cut(texts.salvaged_line(PurePath(file.filename).stem), texts.NAME_LIMIT)
        kept = await _uploads(request).keep(owner["id"], file.file, name)
    try:
        await imports.preview(await kept.data(), owner, called=name)
    except Invalid as refusal:
        if refusal.field == "file":
            kept.remove()
            raise
    return kept


# -- a look at what it would bring


async def look(request: Request) -> Response:
    """What a file would bring, with what is guessed to be confirmed."""
    kept = _upload(request)
    if kept.report is not None:
        return RedirectResponse(f"/import/{kept.id}/report", 303)
    names = await header(await kept.data())
    said = await _mappings(request).of(names) if names else {}
    return await _looked(request, kept, Chosen.remembered(names, said))


async def _looked(
    request: Request, kept: Upload, chosen: Chosen, refusal: Refused | None = None
) -> Response:
    data = await kept.data()
    found, wrong = await _found(_owner(request), data, kept.name, chosen)
    refusal = refusal or wrong
    html = render(
        "import_look.html",
        user=viewer(request.scope),
        upload=kept.id,
        found=found,
        table=await table(data, found, chosen),
        held=FIELDS,
        stages=STAGES,
        agains=AGAIN,
        chosen=chosen,
        zones=sorted(zones()),
        problem=_told(refusal) if refusal else None,
    )
    return HTMLResponse(html, refusals.status(refusal) if refusal else 200)


async def _found(
    owner: dict[str, Any], data: bytes, called: str, chosen: Chosen
) -> tuple[dict[str, Any] | None, Refused | None]:
    """What a file would bring as far as it can be said, and what stands in the way of more."""
    wrong: Refused | None = None
    for part in ("", "timezone", "stages"):
        try:
            read: dict[str, Any] = chosen.reading | {"name": None} | ({part: None} if part else {})
            return await imports.preview(data, owner, called=called, **read), wrong
        except Invalid as refusal:
            wrong = wrong or refusal
    return None, wrong


def _told(refusal: Refused) -> dict[str, Any]:
    return {"form": "", "field": refusal.facts.get("field"), "sentence": str(refusal)}


# -- the import


async def bring(request: Request) -> Response:
    """Import the file as it was chosen, or look again at what it would bring."""
    owner, kept = _owner(request), _upload(request)
    if kept.report is not None:
        return RedirectResponse(f"/import/{kept.id}/report", 303)
    said = Chosen.of(await forms.fields(request, MOST_CHOSEN))
    if not said.final:
        return await _looked(request, kept, said)
    kept.take()
    try:
        report = await imports.run(
            await kept.taken(), owner, called=kept.name, **said.reading, **said.writing
        )
    except BaseException as error:
        kept.put_back()
        if isinstance(error, Refused):
            return await _looked(request, kept, said, error)
        raise
    reported = kept.imported(report)
    if said.mapping:
        await _mappings(request).keep(said.header, said.mapping)
    return RedirectResponse(f"/import/{kept.id}/report" if reported else report["url"], 303)


async def cancel(request: Request) -> Response:
    """Give the file up."""
    account(request, write=True)
    _upload(request).remove()
    return RedirectResponse("/import", 303)


async def report(request: Request) -> Response:
    """What came over, and what did not."""
    kept = _upload(request)
    told = json.loads(_report(kept))
    html = render("import_report.html", user=viewer(request.scope), upload=kept.id, report=told)
    return HTMLResponse(html)


async def download(request: Request) -> Response:
    """The report as a file."""
    name = 'attachment; filename="import-report.json"'
    text = _report(_upload(request))
    return Response(text, media_type="application/json", headers={"Content-Disposition": name})


def _report(kept: Upload) -> str:
    if kept.report is None:
        raise Missing("This file was not imported yet, so there is no report.")
    return kept.report


ROUTES = [
    Route("/import", ask, methods=["GET"]),
    Route("/import", upload, methods=["POST"]),
    Route("/import/{upload}", look, methods=["GET"]),
    Route("/import/{upload}", bring, methods=["POST"]),
    Route("/import/{upload}/cancellation", cancel, methods=["POST"]),
    Route("/import/{upload}/report", report, methods=["GET"]),
    Route("/import/{upload}/report.json", download, methods=["GET"]),
]
