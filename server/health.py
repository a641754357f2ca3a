"""Health: whether the server can do its work now."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from board import database


async def healthz(request: Request) -> Response:
    """Answer once the database can be read and written; until then the failure is told as 503."""
    await database.read(("SELECT 1 AS one", ()))
    async with database.transaction():
        return JSONResponse({"status": "ok"})


ROUTES = [Route("/healthz", healthz, methods=["GET"])]
