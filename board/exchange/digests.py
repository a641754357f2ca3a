"""Digests: what an import last brought to a board, field by field, as hashes.

When the same board comes again they tell what changed where it comes from, and what was changed
here, without a copy of anybody's words beside the board's own rows.
"""

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board.exchange.drafts import Card, Draft
from board.sqlite import Statement

Tree = dict[str, dict[str, Any]]
"""Of each thing, by its kind and its source's id, the digests of its fields."""


class Import(Model):
    """An import into a board; `seq` is the number of its event."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    seq = fields.BigIntField()
    at = fields.BigIntField()
    source = fields.CharField(255)
    digests = fields.TextField()
    """JSON: a tree."""

    class Meta:
        table = "imports"
        indexes = (Index(fields=("board_id", "seq")),)


def digest(*values: Any) -> str:
    """What tells a value from another one."""
    return blake2b(repr(values).encode(errors="replace"), digest_size=8).hexdigest()


def each(values: dict[str, Any]) -> dict[str, str]:
    """The digests of several fields."""
    return {name: digest(value) for name, value in values.items()}


def past(
    column: str, stays: Iterable[tuple[Any, ...]], blocks: Iterable[tuple[Any, ...]], *ends: Any
) -> str:
    """The digest of a card's past: where it is, its stays and blocks, and how it left."""
    return digest(column, sorted(stays), sorted(blocks, key=str), *ends)


def of(draft: Draft, words: dict[str, dict[str, Any]], people: dict[str, int]) -> Tree:
    """The digests of a draft; `words`: what each card says of itself, as its row has it. Of people
    it is the user's id, of columns also the order of the cards that stand in them."""
    orders: dict[str, list[str]] = {column.id: [] for column in draft.columns}
    for card in draft.cards:
        if card.archived_at is None and card.deleted_at is None:
            orders[card.column].append(card.id)
    lists = [each_ for card in draft.cards for each_ in card.checklists]
    return {
        "people": dict(people),
        "columns": {
            column.id: {
                **each({"name": column.name, "wip_limit": column.wip_limit}),
                **each({"archived": column.archived_at is not None}),
                "order": orders[column.id],
            }
            for column in draft.columns
        },
        "labels": {
            label.id: each({"name": label.name, "color": label.color}) for label in draft.labels
        },
        "cards": {card.id: _card(card, words[card.id]) for card in draft.cards},
        "checklists": {one.id: each({"name": one.name}) for one in lists},
        "items": {
            item.id: each({"text": item.text, "done": item.done_at is not None})
            for one in lists
            for item in one.items
        },
        "comments": {
            one.id: each({"text": one.text}) for card in draft.cards for one in card.comments
        },
    }


def _card(card: Card, words: dict[str, Any]) -> dict[str, Any]:
    stays = [(stay.began_at, stay.column, stay.ended_at or 0, stay.gone) for stay in card.stays]
    blocks = [(block.began_at, block.ended_at, block.reason) for block in card.blocks]
    return {
        **each(words),
        "past": past(card.column, stays, blocks, card.archived_at, card.deleted_at),
        "labels": sorted(card.labels),
        "people": sorted(card.people),
    }


def over(before: Tree, tree: Tree) -> Tree:
    """A tree, and what only an earlier one knows: it may have been left out this time, and come
    again the next."""
    return {kind: before.get(kind, {}) | things for kind, things in tree.items()}


def kept(board_id: int, seq: int, at: int, source: str, tree: Tree) -> Statement:
    """The statement that keeps what an import brought."""
    text = json.dumps(tree, separators=(",", ":"))
    sql = "INSERT INTO imports (board_id, seq, at, source, digests) VALUES (?, ?, ?, ?, ?)"
    return sql, (board_id, seq, at, source, text)


def last(board_id: int) -> Statement:
    """The query for what the last import brought."""
    return (
        "SELECT digests FROM imports WHERE board_id = ? ORDER BY seq DESC, id DESC LIMIT 1",
        (board_id,),
    )
