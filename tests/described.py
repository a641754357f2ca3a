"""What Andon says of itself, written once for all tests: that takes a while."""

from functools import cache
from typing import Any

from server import api, reference
from server.api.openapi import document


@cache
def described() -> dict[str, Any]:
    """The API's description of itself."""
    return document(api.ROUTES)


@cache
def pages() -> dict[str, str]:
    """The pages of the reference."""
    return reference.pages()
