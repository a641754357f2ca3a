"""The app: everything is put together here, and nowhere else.

Middleware, from the outside in: headers for every answer, refusals made answers, the gate, the
bodies, the origin, the account. Behind them an endpoint knows who asks and may trust what it reads.
Those that only look at what comes do not wait for the next one but hand on what it returns: else
each would take its place in memory as long as a socket is open.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypedDict

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from board import database
from server import housekeeping
from server.auth import Authentication, alive, passwords, secret
from server.auth.origin import Origin
from server.auth.throttle import Throttle
from server.bodies import Bodies
from server.config import Config
from server.errors import Errors, refused
from server.feed import Feed
from server.gate import Gate
from server.headers import SecurityHeaders
from server.routes import Addresses, routes


class State(TypedDict):
    """What lives as long as the server: `request.state` and `websocket.state`."""

    config: Config
    secret: secret.Secret
    throttle: Throttle
    feed: Feed


def create_app(config: Config) -> Starlette:
    """The server for some settings. Its database must have been migrated.

    Raises Refused when the secret's file cannot be trusted.
    """
    key, throttle = secret.load(config.secret), Throttle(config.rate_limit)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[State]:
        async with AsyncExitStack() as stack:
            await passwords.ready()
            await database.connect(config.database, serving=True)
            stack.push_async_callback(database.close)
            await stack.enter_async_context(housekeeping.running(config.data))
            feed = await stack.enter_async_context(Feed(alive).running())
            yield {"config": config, "secret": key, "throttle": throttle, "feed": feed}

    app = Starlette(
        exception_handlers={HTTPException: refused},
        middleware=[
            Middleware(SecurityHeaders, config),
            Middleware(Errors),
            Middleware(Gate, config),
            Middleware(Bodies),
            Middleware(Origin, config),
            Middleware(Authentication, config, key, throttle),
        ],
    )
    app.state.config = config
    app.router = Addresses(routes(), lifespan=lifespan)
    return app
