"""Andon's own exports become drafts: the same board with the same past, on another server.

docs/export.md describes the form. What a file says has to fit together: cards stand where their
visits end, and everything that is named is there.
"""

from typing import Any, get_args

from board import drafts as values
from board import texts
from board.errors import Invalid
from board.exchange import andon_events
from board.exchange.andon_fields import Fields, different
from board.exchange.drafts import (
    Asked,
    Block,
    Card,
    Checklist,
    Column,
    Comment,
    Draft,
    History,
    Item,
    Label,
    Lane,
    Person,
    Stay,
    counted,
)
from board.exchange.exports import VERSION
from board.exchange.files import loaded
from board.flow.arrivals import STAGES
from board.instants import zones
from board.labels import COLORS
from board.labels import NAME_LIMIT as LABEL_LIMIT
from board.seats import MAY

MODES = ("soft", "hard")
CARDS_LIMIT = 20_000


def read(data: bytes, asked: Asked) -> Draft:
    """The draft of an export. Raises Invalid with one sentence when it is none."""
    return _Reading(_opened(loaded(data)), asked).draft()


def _opened(content: Any) -> Fields:
    if not isinstance(content, dict) or content.get("format") != "andon":
        raise Invalid("The file is no export of Andon.", field="file")
    version = content.get("version")
    if isinstance(version, int) and version > VERSION:
        raise Invalid(
            f"The file is of a newer Andon (version {version:,} of the form; this one reads"
            f" {VERSION}). Update Andon here first.",
            field="file",
        )
    if version != VERSION or isinstance(version, bool):
        raise Invalid("The file is damaged: version is no version of the form.", field="file")
    return Fields(content)


class _Reading:
    """One board on its way from the file to the draft."""

    def __init__(self, file: Fields, asked: Asked) -> None:
        self._asked = asked
        self._file = file
        self._columns = {node.id(): self._column(node) for node in different(file.nodes("columns"))}
        self._lanes = {node.id(): _lane(node) for node in different(file.nodes("lanes"))}
        self._labels = {node.id(): _label(node) for node in different(file.nodes("labels"))}
        self._people = {node.id(): _person(node) for node in different(file.nodes("people"))}

    def draft(self) -> Draft:
        board = self._file.node("board")
        zone = board.text("timezone")
        if zone not in zones():
            raise board.wrong("timezone", "a time zone such as Europe/Berlin")
        cards = self._cards()
        past, lost = andon_events.happened(
            self._file.nodes("events"), {card.id: card.id for card in cards}
        )
        untold = f"{counted(lost, 'entry', 'entries')} of its log cannot be told here; left out."
        return Draft(
            source=f"andon:{board.id()}",
            name=board.line("name"),
            columns=tuple(self._columns.values()),
            cards=tuple(cards),
            moves=sum(max(0, len(card.stays) - 1) for card in cards),
            warnings=(untold,) if lost else (),
            lanes=tuple(self._lanes.values()),
            labels=tuple(self._labels.values()),
            people=tuple(self._people.values()),
            wip_limit=board.limit(),
            wip_mode=board.one_of("wip_mode", MODES),
            timezone=zone,
            past=tuple(past),
        )

    def _column(self, node: Fields) -> Column:
        told = self._asked.told.stages.get(node.id())
        stage = told.stage if told else node.one_of("stage", STAGES)
        return Column(
            id=node.id(),
            name=node.line("name"),
            stage=stage,
            wait=told.wait if told else node.flag("wait") and stage == "wip",
            wip_limit=node.limit(),
            archived_at=node.maybe("archived_at"),
            wip_mode=node.one_of("wip_mode", MODES),
            policy=node.prose("policy"),
            removed_at=node.maybe("removed_at"),
        )

    # -- cards

    def _cards(self) -> list[Card]:
        if self._file.size("cards") > CARDS_LIMIT:
            raise Invalid(
                f"The file has {self._file.size('cards'):,} cards; {CARDS_LIMIT:,} fit.",
                field="file",
            )
        nodes = different(different(self._file.nodes("cards")), "number")
        place = {column: n for n, column in enumerate(self._columns)}
        return sorted(map(self._card, nodes), key=lambda card: place[card.column])

    def _card(self, node: Fields) -> Card:
        card = Card(
            id=node.id(),
            number=node.number("number"),
            title=node.line("title", texts.TITLE_LIMIT),
            description=node.prose("description"),
            column=node.known("column", self._columns),
            created_at=node.moment("created_at"),
            archived_at=node.maybe("archived_at"),
            deleted_at=node.maybe("deleted_at"),
            history=node.one_of("history", get_args(History)),
            stays=tuple(self._stay(each) for each in node.nodes("visits")),
            lane=node.known("lane", self._lanes) if node.content.get("lane") else None,
            labels=node.several("labels", self._labels),
            people=node.several("assignees", self._people),
            start=_day(node, "start"),
            due=_day(node, "due"),
            class_of_service=node.one_of("class_of_service", values.CLASSES),
            estimate=_estimate(node),
            checklists=tuple(map(_checklist, different(node.nodes("checklists")))),
            comments=tuple(self._comment(each) for each in different(node.nodes("comments"))),
            blocks=tuple(self._block(each) for each in node.nodes("blocks")),
        )
        _must_follow(node, card)
        return card

    def _stay(self, node: Fields) -> Stay:
        column, gone = node.known("column", self._columns), node.flag("gone")
        return Stay(column, node.moment("began_at"), node.maybe("ended_at"), gone)

    def _block(self, node: Fields) -> Block:
        reason, by = node.line("reason", 500), node.known("by", self._people)
        return Block(reason, node.moment("began_at"), node.maybe("ended_at"), by)

    def _comment(self, node: Fields) -> Comment:
        text, by = node.prose("text"), node.known("by", self._people)
        written, edited = node.moment("written_at"), node.maybe("edited_at")
        return Comment(node.id(), text, written, edited, by)


def _must_follow(node: Fields, card: Card) -> None:
    """A card's visits follow one another and end where it is. Raises Invalid."""
    here = [stay for stay in card.stays if stay.ended_at is None]
    present = card.archived_at is None and card.deleted_at is None
    stands = [stay.column for stay in here] == ([card.column] if present else [])
    ends = [stay.ended_at for stay in card.stays[:-1]]
    follow = all(
        end is not None and stay.began_at <= end <= following.began_at
        for stay, end, following in zip(card.stays, ends, card.stays[1:], strict=False)
    )
    last = card.stays[-1] if card.stays else None
    over = last is None or last.ended_at is None or last.began_at <= last.ended_at
    if not (stands and follow and over):
        raise node.wrong("visits", "a way to where the card is")
    if sum(block.ended_at is None for block in card.blocks) > int(present):
        raise node.wrong("blocks", "a past of which at most the last one goes on")


def _lane(node: Fields) -> Lane:
    mode, gone = node.one_of("wip_mode", MODES), node.maybe("archived_at")
    return Lane(node.id(), node.line("name"), node.limit(), mode, gone, node.maybe("removed_at"))


def _label(node: Fields) -> Label:
    return Label(node.id(), node.line("name", LABEL_LIMIT), node.one_of("color", COLORS))


def _person(node: Fields) -> Person:
    role = None if node.content.get("role") is None else node.one_of("role", MAY)
    return Person(node.id(), node.line("name"), node.text("email") or None, None, role)


def _checklist(node: Fields) -> Checklist:
    items = [_item(each) for each in different(node.nodes("items"))]
    return Checklist(node.id(), node.line("name"), tuple(items))


def _item(node: Fields) -> Item:
    return Item(node.id(), node.line("text", texts.TITLE_LIMIT), node.maybe("done_at"))


def _day(node: Fields, name: str) -> str | None:
    value = node.text(name) or None
    try:
        return values.valid_day(value, name)
    except Invalid:
        raise node.wrong(name, "a day such as 2026-11-24") from None


def _estimate(node: Fields) -> float | None:
    try:
        return values.valid_estimate(node.amount("estimate"))
    except Invalid:
        raise node.wrong("estimate", "a number from 0 with at most 2 decimals") from None
