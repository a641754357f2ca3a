"""A browser's side of the feed, without a browser: what static/js/place.js and htmx do with the
parts of a message, done to a parsed page."""

import json
from typing import Any

from lxml import html


class Page:
    """A page as it stands in a browser after some messages."""

    def __init__(self, text: str) -> None:
        self.root = html.document_fromstring(text)
        self.body = self.root.find("body")
        self.seq = int(self.body.get("data-seq", "0"))

    def receive(self, text: str) -> None:
        """Take a frame of the feed as live.js does."""
        frame = json.loads(text)
        if "role" in frame:
            self.body.set("data-role", frame["role"])
        if "content" not in frame or (not frame.get("reset") and frame["seq"] <= self.seq):
            return
        assert frame.get("reset") or frame["after"] <= self.seq, "a gap"
        self.apply(frame["content"])
        self.seq = frame["seq"]
        self.body.set("data-seq", str(self.seq))

    def apply(self, content: str) -> None:
        """Put the parts of a message where they belong."""
        for part in html.fragment_fromstring(content, create_parent="div"):
            assert part.tag == "hx-partial", part.tag
            target = self._by_id(part.get("hx-target", "").removeprefix("#"))
            if target is not None:
                getattr(self, "_" + part.get("hx-swap", ""))(target, part)

    def _by_id(self, identity: str) -> Any:
        found = self.root.xpath("//*[@id=$id]", id=identity)
        return found[0] if found else None

    def _outerMorph(self, target: Any, part: Any) -> None:
        (new,) = part
        assert new.get("id") == target.get("id")
        target.getparent().replace(target, new)

    def _delete(self, target: Any, part: Any) -> None:
        target.getparent().remove(target)

    def _place(self, cell: Any, part: Any) -> None:
        for card in list(part):
            shown = self._by_id(card.get("id"))
            if shown is not None and int(shown.get("data-seq")) > int(card.get("data-seq")):
                continue
            if shown is not None:
                shown.getparent().remove(shown)
            rank = card.get("data-rank")
            if cell.get("data-upto") and rank > cell.get("data-upto"):
                continue
            behind = [other for other in cell if (other.get("data-rank") or "~") > rank]
            cell.insert(cell.index(behind[0]) if behind else len(cell), card)

    def text(self) -> str:
        """The page, so that two that show the same are equal."""
        plain = html.tostring(self.root, encoding="unicode")
        return " ".join(plain.split()).replace("> ", ">")
