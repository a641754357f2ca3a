from board import errors
from board.errors import Refused
from server import refusals
from server.refusals import STATUS, Failed, SignedOut, TooLarge, TooMany


def kinds(of: type[Refused]) -> set[type[Refused]]:
    return {of}.union(*(kinds(kind) for kind in of.__subclasses__()))


def test_every_refusal_of_the_domain_and_the_edge_has_a_status_and_a_code_of_its_own() -> None:
    ours = {
        kind for kind in kinds(Refused) if kind.__module__ in (errors.__name__, refusals.__name__)
    }

    assert ours <= set(STATUS)
    assert len({kind.code for kind in ours}) == len(ours)


def test_a_kind_that_is_not_named_is_what_it_is_a_kind_of() -> None:
    class Locked(errors.Conflict):
        """A conflict."""

    assert refusals.status(Locked("No.")) == 409


def test_some_refusals_say_more_in_their_headers() -> None:
    assert refusals.headers(TooMany("No.", 7)) == {"Retry-After": "7"}
    assert refusals.headers(SignedOut("No.")) == {"WWW-Authenticate": "Bearer"}
    assert refusals.headers(TooLarge("No.")) == {"Connection": "close"}


def test_each_failure_has_a_reference_of_its_own() -> None:
    first, second = Failed(), Failed()

    assert first.reference != second.reference
    assert first.reference in str(first)
