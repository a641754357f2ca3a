"""Boards from elsewhere, and boards that go elsewhere.

The bytes of a file become a draft (`reading.py`) by the reader of its format: a Trello export
(`trello.py` and what begins like it, with `stages.py`, `remarks.py` and `losses.py`), a table
(`table.py`, or `moves.py` for one of moves) or Andon's own export (`andon.py`). `imports.py` says
what would come and brings it: people are looked for (`who.py`), the draft becomes a board of its
own (`making.py`, `writing.py`), or brings the board up to date that came from the same one
(`updates.py`, by `digests.py` and `present.py`), each in one transaction. Everything up to the
draft is pure: it knows neither the database nor the clock, and whatever a file holds ends in a
draft or in one sentence.

`exports.py` writes Andon's own form and `export_moves.py` a table of moves. The demo board is a
draft that no file holds (`demo.py`). `flow_files.py` reads the two files of `andon flow`.
"""
