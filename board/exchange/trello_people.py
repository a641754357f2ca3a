"""The people of a Trello board: who works on its cards and who said something on them.

Of everybody else who sits at the board nothing is taken, and of these no picture and no address of
a page: a name, by which they may be found here.
"""

from collections.abc import Iterator

from board import texts
from board.exchange.drafts import Person
from board.exchange.files import Node

NAMELESS = "Former member"
_IN_ACTIONS = ("memberCreator", "member")


class People:
    """The people that were asked for. `all`: as a draft has them, in the order of asking."""

    def __init__(self, board: Node) -> None:
        self._known: dict[str, Node] = {}
        self._asked: dict[str, Person] = {}
        for node in _members(board):
            if identity := node.known_id():
                self._known.setdefault(identity, node)

    @property
    def all(self) -> tuple[Person, ...]:
        """Everybody who was asked for."""
        return tuple(self._asked.values())

    def ask(self, identity: str) -> str:
        """Somebody is needed; returns the id."""
        if identity not in self._asked:
            self._asked[identity] = _person(identity, self._known.get(identity))
        return identity

    def on(self, card: Node) -> tuple[str, ...]:
        """Who works on a card."""
        ids = card.content.get("idMembers")
        named = [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else []
        fit = [each for each in named if Node({"id": each}).known_id()]
        return tuple(self.ask(each) for each in dict.fromkeys(fit))


def _members(board: Node) -> Iterator[Node]:
    yield from board.nodes("members")
    for action in board.nodes("actions"):
        yield from (action.node(name) for name in _IN_ACTIONS)


def _person(identity: str, node: Node | None) -> Person:
    if node is None:
        return Person(identity, NAMELESS)
    username = _word(node, "username") or None
    return Person(identity, called(node) or NAMELESS, _word(node, "email") or None, username)


def called(node: Node) -> str:
    """What somebody is called, in a word or two; nothing when nobody is named."""
    return _word(node, "fullName") or _word(node, "username")


def _word(node: Node, name: str) -> str:
    value = node.content.get(name)
    text = texts.salvaged_line(value) if isinstance(value, str) else ""
    return texts.cut(text, texts.NAME_LIMIT)
