"""The labels of a Trello board: from its top, or from the cards of old exports.

A label without a name is called after its colour; one that no card carries and nobody named gives
way first when there are too many.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from board import texts
from board.errors import Invalid
from board.exchange.drafts import Label
from board.exchange.files import Node
from board.exchange.remarks import Remarks
from board.labels import MOST, NAME_LIMIT

_COLORS = {
    "red": "red",
    "orange": "orange",
    "yellow": "amber",
    "lime": "green",
    "green": "green",
    "sky": "teal",
    "blue": "blue",
    "purple": "violet",
    "pink": "pink",
    "black": "grey",
}
"""Ours for each of Trello's, whose shades end in `_dark` and `_light`."""


class Labels:
    """The labels of a board. `all`: as a draft has them."""

    def __init__(self, board: Node, cards: Sequence[Node], remarks: Remarks) -> None:
        self._remarks = remarks
        self._names = _names(board)
        self._on = {card.id(): _on(card) for card in cards}
        used = Counter(each for labels in self._on.values() for each in labels)
        nodes = _nodes(board, cards)
        for each in used:
            nodes.setdefault(each, None)
        self._kept = self._fitting(nodes, used)
        self.all = tuple(self._labels())

    def of(self, card: str) -> tuple[str, ...]:
        """The ids of the labels on a card."""
        return tuple(each for each in self._on[card] if each in self._kept)

    def _fitting(self, nodes: dict[str, Node | None], used: Counter[str]) -> dict[str, Node | None]:
        """Not more labels than fit on a board."""
        if len(used) > MOST:
            raise Invalid(
                f"The file's cards carry {len(used):,} labels; {MOST} fit on a board. Remove some"
                " where it comes from and export it again.",
                field="file",
            )
        first = sorted(nodes, key=lambda each: (not used[each], not _name(nodes[each])))
        self._remarks.labels = max(len(nodes) - MOST, 0)
        kept = {*first[:MOST]}
        return {each: node for each, node in nodes.items() if each in kept}

    def _labels(self) -> Iterator[Label]:
        taken: set[str] = set()
        for identity, node in self._kept.items():
            raw = node.content.get("color") if node else None
            shade = raw if isinstance(raw, str) else ""
            name = _name(node) or self._names.get(shade) or _spoken(shade)
            name = _free(texts.cut(name, NAME_LIMIT), taken)
            taken.add(name.casefold())
            yield Label(identity, name, color(shade))


def color(shade: str) -> str:
    """Our colour for one of Trello's."""
    base, _, depth = shade.partition("_")
    if (base, depth) == ("blue", "dark"):
        return "indigo"
    return _COLORS.get(base, "grey")


def _nodes(board: Node, cards: Sequence[Node]) -> dict[str, Node | None]:
    """Every label that the file describes: at its top first, then on its cards."""
    found: dict[str, Node | None] = {}
    for node in (*board.nodes("labels"), *(each for card in cards for each in _inner(card))):
        identity = _identity(node)
        if identity is not None:
            found.setdefault(identity, node)
    return found


def _on(card: Node) -> list[str]:
    """The labels on a card; old exports name no ids, or only the colour."""
    ids = card.content.get("idLabels")
    named = [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else []
    found = [each for each in named if Node({"id": each}).known_id()]
    found += [each for node in _inner(card) if (each := _identity(node))]
    return list(dict.fromkeys(found))


def _inner(card: Node) -> Iterator[Node]:
    labels = card.content.get("labels")
    return (
        (Node(each) for each in labels if isinstance(each, dict))
        if isinstance(labels, list)
        else iter(())
    )


def _identity(node: Node) -> str | None:
    """A label's id; the very old have none and are known by their colour."""
    if "id" in node.content:
        return node.known_id()
    return node.known_id("color")


def _name(node: Node | None) -> str:
    value = node.content.get("name") if node else None
    return texts.salvaged_line(value) if isinstance(value, str) else ""


def _names(board: Node) -> dict[str, str]:
    """The names of colours: old exports have a label's name only there."""
    names = board.node("labelNames").content
    lines = {key: texts.salvaged_line(name) for key, name in names.items() if isinstance(name, str)}
    return {key: name for key, name in lines.items() if name}


def _spoken(shade: str) -> str:
    base, _, depth = texts.salvaged_line(shade).partition("_")
    return f"{depth} {base}".strip().capitalize() or "Label"


def _free(name: str, taken: set[str]) -> str:
    """A name that no other label has, whatever its case."""
    found, n = name, 1
    while found.casefold() in taken:
        n += 1
        found = f"{texts.cut(name, NAME_LIMIT - 6)} {n}"
    return found
