"""Boards from elsewhere.

A file's bytes become JSON (`files.py`) or a table (`sheets.py`), the reader of its format makes a
draft of it (`trello.py` with `trello_history.py`, `losses.py` and `stages.py`; `table.py` with
`mapping.py`, `dates.py` and `pasts.py`, or `moves.py`), and `imports.py` writes the draft as a
board in one transaction. Everything up to the draft is pure: it knows neither the database nor
the clock, and whatever a file holds ends in a draft or in one sentence.
"""
