"""The two websockets of a board: the pages' and the API's.

They only tell; whoever wants to change something sends a request. What comes in is presence at
most, so anything else is answered with an error frame, and too much of it closes the socket.
"""

import asyncio
import contextlib
import json
import time
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from board.errors import Missing
from board.seats import Seat
from server.auth import Account
from server.auth.origin import allowed
from server.errors import problem
from server.feed import Feed
from server.outbox import GONE, SIGNED_OUT, Kind, Outbox, never
from server.presence import Presence, take
from server.protocol import AT_ONCE
from server.seats import seat as seat_of

MOST_SOCKETS = 20
"""Open sockets of one user."""

MOST_FRAMES = 20
"""Frames a second that a socket may send, after a first handful."""

MOST_ERRORS = 10
"""Frames that mean nothing, before the socket is closed."""

FAREWELL_SECONDS = 5
TOO_MANY = 4429


async def page(ws: WebSocket) -> None:
    """The pages' feed: parts of the board, by session cookie and from the same origin."""
    if not allowed(ws):
        await _refuse(ws, 403, "This page may not listen to this server.")
        return
    account: Account | None = ws.scope["account"]
    if account is None or account.kind != "session":
        await _turn_away(ws, SIGNED_OUT)
        return
    try:
        seat = await seat_of(ws)
    except Missing:
        await _turn_away(ws, GONE)
        return
    await _serve(ws, account, seat, "html")


async def api(ws: WebSocket) -> None:
    """The API's feed: events, by bearer token."""
    account: Account | None = ws.scope["account"]
    if account is None or account.kind != "token":
        await _refuse(ws, 401, "Send a token: Authorization: Bearer TOKEN.")
        return
    try:
        seat = await seat_of(ws)
    except Missing as missing:
        await _refuse(ws, 404, str(missing))
        return
    await _serve(ws, account, seat, "json")


async def _refuse(ws: WebSocket, status: int, sentence: str) -> None:
    await ws.send_denial_response(problem(status, sentence))


async def _turn_away(ws: WebSocket, code: int) -> None:
    # A browser cannot see a refused handshake and would try for ever; a close code it can.
    await ws.accept()
    await ws.close(code)


async def _serve(ws: WebSocket, account: Account, seat: Seat, kind: Kind) -> None:
    feed: Feed = ws.state.feed
    await ws.accept()
    at_once = ws.scope["extensions"].get(AT_ONCE, never)
    outbox = Outbox(kind, seat.user_id, seat.role, (account.kind, account.id), at_once)
    if ws.state.config.rate_limit and feed.sockets[seat.user_id] >= MOST_SOCKETS:
        await ws.close(TOO_MANY)
        return
    asked = ws.query_params
    position = _number(asked.get("after")), asked.get("epoch"), asked.get("day")
    listening = feed.listening(seat.board_id, outbox, *position)
    limit = MOST_FRAMES if ws.state.config.rate_limit else None
    try:
        async with listening as room:
            await _both_ways(ws, outbox, room.presence, limit)
    except Missing:
        await ws.close(GONE)  # The board was deleted between two looks at it.


async def _both_ways(ws: WebSocket, outbox: Outbox, presence: Presence, limit: int | None) -> None:
    reader = asyncio.create_task(_read(ws, outbox, presence, limit))
    try:
        await _write(ws, outbox, reader)
    finally:
        reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reader


def _number(text: str | None) -> int | None:
    """A position; what is none leads nowhere near the present, and so to a fresh drawing."""
    if text is None:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1


async def _write(ws: WebSocket, outbox: Outbox, reader: "asyncio.Task[None]") -> None:
    """Send what is in the outbox until the socket ends. A send that a full queue overtakes is
    given up: its reader does not read."""
    pump = asyncio.create_task(_pump(ws, outbox))
    try:
        await asyncio.wait({pump, outbox.ended, reader}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        pump.cancel()
        await asyncio.gather(pump, return_exceptions=True)
    if outbox.closed is not None:
        with contextlib.suppress(Exception):
            await asyncio.wait_for(ws.close(outbox.closed), FAREWELL_SECONDS)


async def _pump(ws: WebSocket, outbox: Outbox) -> None:
    with contextlib.suppress(WebSocketDisconnect):
        while texts := await outbox.take():
            for text in texts:
                await ws.send_text(text)


async def _read(ws: WebSocket, outbox: Outbox, presence: Presence, limit: int | None) -> None:
    """Take what comes in until the other side leaves or sends too much."""
    allowance, errors, last = 3.0 * (limit or 0), 0, time.monotonic()
    while True:
        message = await ws.receive()
        if message["type"] == "websocket.disconnect":
            return
        if limit is not None:
            now = time.monotonic()
            allowance = min(3.0 * limit, allowance + (now - last) * limit) - 1
            last = now
            if allowance < 0:
                outbox.close(TOO_MANY)
                return
        sentence = _taken(message.get("text"), outbox)
        if sentence is None:
            presence.stir()
        else:
            errors += 1
            if errors >= MOST_ERRORS:
                outbox.close(TOO_MANY)
                return
            outbox.put(json.dumps({"error": sentence}))


def _taken(text: str | None, outbox: Outbox) -> str | None:
    """Take a frame. What is wrong with it; None when nothing is."""
    if text is None:
        return "Send text frames; this one was binary."
    try:
        frame: Any = json.loads(text)
    except (ValueError, RecursionError):
        return "Send JSON; this frame is none."
    if not isinstance(frame, dict):
        return "Send a JSON object."
    if outbox.kind == "json":
        return "This socket takes no such frame: change a board by HTTP requests."
    return take(frame, outbox)
