from server.api import ROUTES
from server.api.openapi import Call
from server.api.parameters import PARAMETERS


def test_every_parameter_that_a_call_reads_is_told_and_no_other() -> None:
    read = {name for route in ROUTES if isinstance(route, Call) for name in route.query}
    assert read == set(PARAMETERS)
