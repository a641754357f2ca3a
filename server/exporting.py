"""The command that exports a board: to standard output, piece by piece."""

import sys
from typing import Annotated

import typer

from board.errors import Refused
from server import config as settings
from server.commands import opened, run

FORMATS = ("json", "csv")


def export(
    board: Annotated[str, typer.Argument(metavar="BOARD", help="Its key or its id.")],
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help="json: all of it; csv: its moves.")
    ] = "json",
) -> None:
    """Print a whole board with its history, or its moves alone; docs/export.md tells the forms."""
    if format_ not in FORMATS:
        raise Refused(f"A board is exported as {' or '.join(FORMATS)}.")

    async def write() -> None:
        from board.exchange import export_moves, exports

        async with opened(settings.load()):
            board_id = await exports.named(board)
            pieces = (
                exports.whole(board_id, addresses=True)
                if format_ == "json"
                else export_moves.table(board_id)
            )
            async for piece in pieces:
                sys.stdout.write(piece)

    run(write())
