"""Logs as chance writes them: cards that jump about, leave, come back, at instants that may be
equal, in columns that may be unknown."""

from hypothesis import strategies as st

from board.flow.histories import Transition
from board.flow.workflow import Column, Workflow
from board.instants import DAY, parse

BEGIN = parse("2026-03-01T00:00:00Z")
END = BEGIN + 40 * DAY

COLUMNS = [
    Column("later", "todo"),
    Column("next", "todo"),
    Column("dev", "wip"),
    Column("wait", "wip", wait=True),
    Column("test", "wip"),
    Column("done", "done"),
    Column("live", "done"),
    Column("no", "discard"),
]

workflows = st.builds(
    Workflow,
    st.permutations(COLUMNS),
    st.sampled_from(["UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland"]),
    restart=st.sampled_from(["reset", "first"]),
)

targets = st.sampled_from([*(column.id for column in COLUMNS), None, "unknown"])

transitions = st.builds(
    Transition,
    st.sampled_from("ABCDEF"),
    st.integers(0, 40 * 24 * 4).map(lambda quarter: BEGIN + quarter * DAY // 96),
    st.none(),
    targets,
)

logs = st.lists(transitions, max_size=40)
