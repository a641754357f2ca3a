"""Standing: a draft without what is archived in it, for who wants only what is on the board now.

Cards that are gone for good stay what they are: they were never put away. A column that is archived
stays when one of the other cards came through it, because its past is told by it.
"""

from dataclasses import replace

from board.exchange.drafts import Card, Draft, counted


def standing(draft: Draft) -> Draft:
    """The draft without its archived cards and columns; a sentence says what was left out."""
    away = {card.id for card in draft.cards if card.archived_at and card.deleted_at is None}
    cards = tuple(card for card in draft.cards if card.id not in away)
    used = {column for card in cards for column in _columns(card)}
    columns = tuple(c for c in draft.columns if c.archived_at is None or c.id in used)
    left = len(draft.columns) - len(columns)
    if not away and not left:
        return draft
    what = [counted(len(away), "archived card")] if away else []
    what += [counted(left, "archived column")] if left else []
    told = f"Left out, as it was asked: {' and '.join(what)}. The figures know nothing of them."
    return replace(
        draft,
        columns=columns,
        cards=cards,
        moves=sum(_moves(card) for card in cards),
        past=tuple(each for each in draft.past if each.card not in away),
        warnings=(told, *draft.warnings),
    )


def _columns(card: Card) -> set[str]:
    return {card.column, *(stay.column for stay in card.stays)}


def _moves(card: Card) -> int:
    pairs = zip(card.stays, card.stays[1:], strict=False)
    return sum(one.column != following.column for one, following in pairs)
