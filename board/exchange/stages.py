"""The stages of columns that come from elsewhere: guessed from their names, or told by a file.

A guess is a proposal that people confirm in the board's settings. It reads the names in several
languages and the order of the columns; columns between the last one of the stage `todo` and the
last one of the stage `done` are work.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from board.errors import Invalid
from board.exchange.files import Node, loaded
from board.flow.arrivals import Stage

_DONE = (
    "done|closed|completed?|finished|released|shipped|deployed|delivered|resolved|live|^archived?"
    "|erledigt|fertig|abgeschlossen|termine|fini|fait|hecho|terminado|completad[oa]|finalizad[oa]"
    "|feito|concluid[oa]|fatto|completato|klaar|afgerond|gereed|gotowe|zrobione|zakonczone|hotovo"
    "|tamamlandi|готово|сделано|завершено|выполнено"
)
_DONE_SIGNS = "完了|クローズ|已完成|完成|완료"
_TODO = (
    "back ?log|to ?dos?|to be done|not done|not started|ideas?|later|next|inbox|ice ?box|new"
    "|wish ?list|some ?day|zu erledigen|zu tun|offen|ideen|spater|a faire|idees|por hacer"
    "|pendientes?|a fazer|da fare|te doen|do zrobienia|yapilacak|сделать|к выполнению|идеи|бэклог"
)
_TODO_SIGNS = "やること|未着手|バックログ|待办|待辦|待处理|未開始|할 일"
_WIP = (
    "doing|in progress|wip|in review|reviews?|testing|test|qa|dev|development|in arbeit"
    "|in bearbeitung|en cours|en curso|en progreso|em andamento|fazendo|in corso|bezig|w trakcie"
    "|в работе|в процессе"
)
_WIP_SIGNS = "作業中|進行中|进行中|対応中|レビュー|진행"
_WAIT = (
    "ready|waiting|wait|blocked|on hold|paused|stuck|wartet?|warten|blockiert|bereit|en attente"
    "|bloque|en espera|bloqueado|aguardando|in attesa|ожидание|ждет"
)
_WAIT_SIGNS = "待ち|保留|等待|阻塞"
_DISCARD = (
    "cancell?ed|won'?t (?:do|fix)|rejected|discarded|abandoned|declined|trash|duplicates?"
    "|verworfen|abgebrochen|abgelehnt|annule|cancelad[oa]|annullato|geannuleerd|отменено"
)
_DISCARD_SIGNS = "中止|キャンセル|却下|已取消|取消"

_WORDS = {
    "discard": (_DISCARD, _DISCARD_SIGNS),
    "todo": (_TODO, _TODO_SIGNS),
    "wait": (_WAIT, _WAIT_SIGNS),
    "done": (_DONE, _DONE_SIGNS),
    "wip": (_WIP, _WIP_SIGNS),
}
"""What names a kind of column, in words and in signs that stand without spaces; the first wins."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What a column counts as."""

    stage: Stage
    wait: bool = False


# -- guessed


def guessed(names: Sequence[str]) -> list[Staged]:
    """The stages of columns by their names, which stand in the order of the board."""
    plain = [_plain(name) for name in names]
    kinds = [_kind(name) for name in plain]
    dones = [n for n, kind in enumerate(kinds) if kind == "done"]
    if dones:
        end = dones[-1]
    else:
        end = max((n for n, kind in enumerate(kinds) if kind in ("wip", "wait")), default=-1)
    start = max((n for n, kind in enumerate(kinds[: end + 1]) if kind == "todo"), default=0)
    return [
        _staged(kind, plain[n], before_end=n < end, between=start < n < end)
        for n, kind in enumerate(kinds)
    ]


def _staged(kind: str | None, name: str, *, before_end: bool, between: bool) -> Staged:
    match kind:
        case "discard":
            return Staged("discard")
        case "done" if before_end and not _begins_done(name):
            return Staged("wip", wait=True)
        case "done":
            return Staged("done")
        case "wait":
            return Staged("wip", wait=True)
        case "wip":
            return Staged("wip")
        case None if between:
            return Staged("wip")
    return Staged("todo")


def kind(name: str) -> str | None:
    """What a column's name alone tells: a stage or `wait`; None when it tells nothing."""
    return _kind(_plain(name))


def _kind(name: str) -> str | None:
    if _begins_done(name) and not _PATTERNS["discard"].search(name):
        return "done"
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(name)), None)


def _begins_done(name: str) -> bool:
    """“Done in May” and “✅ Done” are the end; “Development done” waits for what comes next."""
    return _PATTERNS["done"].match(re.sub(r"^\W+", "", name)) is not None


def _plain(name: str) -> str:
    """A name without case, accents and hyphens."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")
    return re.sub(r"[\s_-]+", " ", unicodedata.normalize("NFC", bare)).replace("’", "'").strip()


def _pattern(words: str, signs: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_plain(words)})(?!\w)|{_plain(signs)}")


_PATTERNS = {kind: _pattern(words, signs) for kind, (words, signs) in _WORDS.items()}


# -- told


@dataclass(frozen=True, slots=True)
class Told:
    """Stages by the source's column ids, as a file tells them; `timezone` when it names one."""

    stages: dict[str, Staged]
    timezone: str | None = None


def told(data: bytes) -> Told:
    """Read the stages from a board file in the form of `andon flow`. Raises Invalid."""
    content = loaded(data, called="The stages file", field="stages")
    if not isinstance(content, dict):
        raise _bad("is no object")
    stages: dict[str, Staged] = {}
    for name, default in (("columns", None), ("deleted_columns", [])):
        columns = content.get(name, default)
        if not isinstance(columns, list):
            raise _bad(f'has no list of "{name}"')
        for n, column in enumerate(columns):
            where = f"{name}[{n}]"
            identity = _id(column, where)
            stages[identity] = _of(column, where)
    return Told(stages, _timezone(content.get("timezone")))


def _timezone(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise _bad("names no time zone such as Europe/Berlin")


def _id(column: object, where: str) -> str:
    found = Node(column).known_id() if isinstance(column, dict) else None
    if found is None:
        raise _bad(f"gives {where} no id")
    return found


def _of(column: dict[str, object], where: str) -> Staged:
    stage, wait = column.get("type"), column.get("wait", False)
    if stage not in get_args(Stage):
        raise _bad(f"gives {where} no type of todo, wip, done or discard")
    if not isinstance(wait, bool):
        raise _bad(f'gives {where} a "wait" that is neither true nor false')
    return Staged(stage, wait and stage == "wip")  # type: ignore[arg-type]


def _bad(problem: str) -> Invalid:
    return Invalid(f"The stages file {problem}. Correct it and import again.", field="stages")
