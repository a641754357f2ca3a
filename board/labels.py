"""Labels: words with a colour that a board's cards carry.

Whoever may edit cards may make a label, for it is made where it is missing: on a card. To change or
remove one changes every card that carries it, and takes the right to edit columns. A label that
is removed stays as a row, and so do its places on cards, so that a removal can be undone; whatever
shows labels leaves it out.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import cards, texts
from board.cards import Row
from board.errors import Invalid, Missing
from board.events import CardLabelled, CardUnlabelled, LabelAdded, LabelChanged, LabelRemoved
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Rows, Statement

COLORS = ("red", "orange", "amber", "green", "teal", "blue", "indigo", "violet", "pink", "grey")
"""The colours of labels; each is a class in the style sheet."""

MOST = 200
"""Labels of one board."""

NAME_LIMIT = 100


class Label(Model):
    """A label of a board."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    name = fields.CharField(100)
    color = fields.CharField(16)
    source = fields.CharField(255, null=True)
    removed_at = fields.BigIntField(null=True)

    class Meta:
        table = "labels"
        indexes = (Index(fields=("board_id",)),)


class CardLabel(Model):
    """A label on a card."""

    id = fields.IntField(primary_key=True)
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    label: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Label", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "card_labels"
        indexes = (Index(fields=("label_id",)),)


# -- the labels of a board


async def add(by: Seat, name: str, color: str | None = None) -> dict[str, Any]:
    """Add a label; without a colour it has one that few labels have. Event: label.added."""
    name, color = valid_name(name), _valid_color(color)
    async with change(by, "edit cards", of_board(by.board_id)) as log:
        (present,) = log.rows
        room(present)
        free(present, name)
        color = color or rarest(present)
        sql = "INSERT INTO labels (board_id, name, color) VALUES (?, ?, ?) RETURNING *"
        ((row,),) = await log.read((sql, (by.board_id, name, color)))
        log(LabelAdded(label=row["id"], title=name, color=color))
        return log.done(label=facts(row))


async def update(by: Seat, label_id: int, **values: Any) -> dict[str, Any]:
    """Change the name or the colour of a label, on every card. Event: label.changed."""
    asked = {name: _CHECKS[name](value) for name, value in values.items()}
    async with change(by, "edit columns", of_board(by.board_id)) as log:
        (present,) = log.rows
        row = found([each for each in present if each["id"] == label_id])
        new = {**row, **asked}
        if new != row:
            free([each for each in present if each is not row], new["name"])
            rewrite(log, row, new)
        return log.done(label=facts(new))


def rewrite(log: Change, old: Row, new: Row, undoes: int | None = None) -> None:
    """Log and queue that a label has another name or colour."""
    pairs = {name: [old[name], new[name]] for name in ("name", "color")}
    log(LabelChanged(label=old["id"], title=old["name"], **pairs), undoes)
    sql = "UPDATE labels SET name = ?, color = ? WHERE id = ?"
    log.write(sql, new["name"], new["color"], old["id"])


async def remove(by: Seat, label_id: int) -> dict[str, Any]:
    """Remove a label from the board and from every card. Event: label.removed."""
    async with change(by, "edit columns", named(by.board_id, label_id)) as log:
        remove_now(log, found(log.rows[0]))
        return log.done()


def remove_now(log: Change, row: Row, undoes: int | None = None) -> None:
    """Log and queue that a label is removed."""
    log(LabelRemoved(label=row["id"], title=row["name"], color=row["color"]), undoes)
    log.write("UPDATE labels SET removed_at = ? WHERE id = ?", log.at, row["id"])


def room(present: Rows) -> None:
    """Raises Invalid when no more label fits on a board that has these."""
    if len(present) >= MOST:
        raise Invalid(f"A board has at most {MOST} labels. Remove one first.", field="name")


def free(present: Rows, name: str) -> None:
    """Raises Invalid when one of these labels has the name, whatever its case."""
    if any(row["name"].casefold() == name.casefold() for row in present):
        raise Invalid(f"There is a label {name} already. Choose another name.", field="name")


def valid_name(value: str) -> str:
    """The name of a label as it may be. Raises Invalid."""
    return texts.line(value, field="name", called="name", limit=NAME_LIMIT)


def _valid_color(value: str | None) -> str | None:
    if value is not None and value not in COLORS:
        raise Invalid(f"A label is {', '.join(COLORS[:-1])} or {COLORS[-1]}.", field="color")
    return value


_CHECKS = {"name": valid_name, "color": _valid_color}


def rarest(present: Rows) -> str:
    """The colour that the fewest of these labels have."""
    used = [row["color"] for row in present]
    return min(COLORS, key=used.count)


# -- labels on cards


async def put(by: Seat, card_id: int, label_id: int) -> dict[str, Any]:
    """Put a label on a card; one that it carries changes nothing. Event: card.labelled."""
    reads = cards.named(by.board_id, card_id), named(by.board_id, label_id)
    async with change(by, "edit cards", *reads) as log:
        card, label = cards.one(log.rows[0]), found(log.rows[1])
        if label_id not in cards.ids(card["label_ids"]):
            card = put_on(log, card, label)
        return log.done(card=cards.facts(card, log.board))


async def take(by: Seat, card_id: int, label_id: int) -> dict[str, Any]:
    """Take a label off a card; one that it does not carry changes nothing.

    Event: card.unlabelled.
    """
    reads = cards.named(by.board_id, card_id), named(by.board_id, label_id)
    async with change(by, "edit cards", *reads) as log:
        card, label = cards.one(log.rows[0]), found(log.rows[1])
        if label_id in cards.ids(card["label_ids"]):
            card = take_off(log, card, label)
        return log.done(card=cards.facts(card, log.board))


def put_on(log: Change, card: Row, label: Row, undoes: int | None = None) -> Row:
    """Log and queue that a card carries one label more; returns it as it is then."""
    told = cards.told(card)
    version = log(CardLabelled(**told, label=label["id"], label_name=label["name"]), undoes)
    sql = "INSERT INTO card_labels (card_id, label_id) VALUES (?, ?)"
    log.write(sql, card["id"], label["id"])
    on_it = [*cards.ids(card["label_ids"]), label["id"]]
    return cards.versioned(log, {**card, "label_ids": cards.joined(on_it)}, version)


def take_off(log: Change, card: Row, label: Row, undoes: int | None = None) -> Row:
    """Log and queue that a card carries a label no more; returns it as it is then."""
    told = cards.told(card)
    version = log(CardUnlabelled(**told, label=label["id"], label_name=label["name"]), undoes)
    sql = "DELETE FROM card_labels WHERE card_id = ? AND label_id = ?"
    log.write(sql, card["id"], label["id"])
    on_it = [each for each in cards.ids(card["label_ids"]) if each != label["id"]]
    return cards.versioned(log, {**card, "label_ids": cards.joined(on_it)}, version)


# -- reading


def of_board(board_id: int) -> Statement:
    """The query for the labels of a board, by name."""
    sql = "SELECT id, name, color FROM labels WHERE board_id = ? AND removed_at IS NULL"
    return f"{sql} ORDER BY LOWER(name), id", (board_id,)


def counted(board_id: int) -> Statement:
    """The same, each with the number of open `cards` that carry it."""
    return (
        "SELECT l.id, l.name, l.color, (SELECT COUNT(*) FROM card_labels o JOIN cards c"
        " ON c.id = o.card_id WHERE o.label_id = l.id AND c.archived_at IS NULL) AS cards"
        " FROM labels l WHERE l.board_id = ? AND l.removed_at IS NULL ORDER BY LOWER(l.name), l.id",
        (board_id,),
    )


def named(board_id: int, label_id: int) -> Statement:
    """The query for one label of a board."""
    sql = "SELECT * FROM labels WHERE id = ? AND board_id = ? AND removed_at IS NULL"
    return sql, (label_id, board_id)


def found(rows: Rows) -> Row:
    """The label that was looked for. Raises Missing."""
    if not rows:
        raise Missing("There is no such label on this board.")
    return rows[0]


def facts(row: Row) -> dict[str, Any]:
    """A label as every outside names it."""
    return {name: row[name] for name in ("id", "name", "color")}
