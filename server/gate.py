"""The gate: what no endpoint ever has to think about.

A request is turned away here when it names another host, when its address or its headers are of a
kind that only mistakes and attacks have, and when two readers of it could read two things.
"""

import re
from collections import Counter
from collections.abc import Awaitable
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from board.errors import Invalid, Missing
from server.auth.sessions import cookie_name
from server.config import Config
from server.refusals import Malformed, Unsupported

LONGEST_PATH = 2_048
LONGEST_QUERY = 8_192
LONGEST_COOKIES = 8_192
MOST_PARAMETERS = 100

# Controls, backslashes, empty segments, and segments of dots, with or without `;something`.
_ODD_PATH = re.compile(r"[\x00-\x1f\x7f\\]|//|/\.\.?(;[^/]*)?(/|$)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Gate:
    """Middleware that lets through what is worth reading."""

    def __init__(self, app: ASGIApp, config: Config) -> None:
        self.app = app
        self.hosts = config.hosts
        self.cookie = cookie_name(config.secure)

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "lifespan":
            headers = Headers(scope=scope)
            self._host(scope, headers)
            _path(scope)
            _query(scope)
            self._cookies(headers)
            if scope["path"].startswith("/api/") and "if-match" in headers:
                raise Invalid("Name the version in the body, as `base`.", field="If-Match")
            if headers.get("content-encoding", "identity").lower() != "identity":
                raise Unsupported("Send the body as it is, without a Content-Encoding.")
        return self.app(scope, receive, send)

    def _host(self, scope: Scope, headers: Headers) -> None:
        """The one name that the request gives this server must be one of its own."""
        named = headers.getlist("host")
        if target := scope.get("target"):
            # `GET http://host/path`, which only proxies are sent: the host counts as named too.
            named.append(urlsplit(target).netloc)
        if not named or len(set(named)) > 1 or len(headers.getlist("host")) > 1:
            raise Malformed("Name exactly one host.")
        if named[0].lower() not in self.hosts:
            raise Malformed(
                "This server does not go by that name. Whoever runs it sets ANDON_URL to the"
                " address that people type."
            )

    def _cookies(self, headers: Headers) -> None:
        """Cookies of other programs on the same host are none of ours, within reason."""
        sent = "; ".join(headers.getlist("cookie"))
        if len(sent) > LONGEST_COOKIES:
            raise Malformed("The cookies are too long. Delete this site's cookies and try again.")
        names = [pair.partition("=")[0].strip() for pair in sent.split(";")]
        if names.count(self.cookie) > 1:
            raise Malformed("Two sessions in one request. Delete this site's cookies and sign in.")


def _path(scope: Scope) -> None:
    raw = scope.get("raw_path") or scope["path"]
    if len(raw) > LONGEST_PATH or _ODD_PATH.search(scope["path"]):
        raise Missing("There is nothing at this address. Check it, or start from your boards.")


def _query(scope: Scope) -> None:
    raw = scope["query_string"].decode("latin-1")
    if len(raw) > LONGEST_QUERY:
        raise Malformed("The part of the address behind the question mark is too long.")
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise Malformed("The address has too many parameters.") from None
    for name, times in Counter(name for name, _ in pairs).items():
        if times > 1:
            raise Invalid(f"The parameter {name} is there twice. Send it once.", field=name)
    for name, value in pairs:
        if _CONTROLS.search(name + value):
            raise Invalid("The address holds a control character. Leave it out.", field=name)
