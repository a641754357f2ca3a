"""Writing: answers that may be long are put together beside the event loop.

A board of 5,000 cards is three megabytes of JSON. On the loop everybody else would wait for it, for
a tenth of a second and more.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from pydantic_core import to_json
from starlette.responses import Response


async def written(told: Callable[[], dict[str, Any] | bytes], status: int = 200) -> Response:
    """The answer that a thread puts together and writes, or takes as the JSON that it is.

    What is long in it is a generator of its items: between two of them the thread lets others go
    on, while a list would be written without a pause.
    """
    return Response(await asyncio.to_thread(_json, told), status, media_type="application/json")


def _json(told: Callable[[], dict[str, Any] | bytes]) -> bytes:
    answer = told()
    return answer if isinstance(answer, bytes) else to_json(answer)
