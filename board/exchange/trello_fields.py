"""The fields that a Trello board defines for its cards, and what a card says in them."""

from collections.abc import Iterator

from board import texts
from board.exchange.files import Node


class Fields:
    """A board's own fields, in their order."""

    def __init__(self, board: Node) -> None:
        nodes = sorted(board.nodes("customFields"), key=lambda node: node.position())
        self._names: dict[str, str] = {}
        self._options: dict[str, str] = {}
        for node in nodes:
            if identity := node.known_id():
                self._names[identity] = _line(node, "name") or "Field"
            for option in node.nodes("options"):
                if named := option.known_id():
                    self._options[named] = _line(option.node("value"), "text")

    def of(self, card: Node) -> list[tuple[str, str]]:
        """The fields of a card that say something, with what they say."""
        said = {node.known_id("idCustomField"): node for node in card.nodes("customFieldItems")}
        found = [(name, self._value(said.get(field))) for field, name in self._names.items()]
        found += [("Field", self._value(said[field])) for field in said if field not in self._names]
        return [(name, value) for name, value in found if value]

    def _value(self, node: Node | None) -> str:
        if node is None:
            return ""
        option = node.known_id("idValue")
        if option is not None:
            return self._options.get(option, "")
        return next(_spoken(node.node("value")), "")


def _spoken(value: Node) -> Iterator[str]:
    """What a value says: a text, a number, a date, or whether a box is ticked."""
    for name in ("text", "number"):
        if line := _line(value, name):
            yield line
    if day := _line(value, "date"):
        yield day[:10]
    if "checked" in value.content:
        yield "no" if value.content["checked"] in (False, "false", None) else "yes"


def _line(node: Node, name: str) -> str:
    value = node.content.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return texts.salvaged_line(value) if isinstance(value, str) else ""
