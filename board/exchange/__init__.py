"""Boards from elsewhere.

A file's bytes become JSON (`files.py`), the reader of its format makes a draft of it (`trello.py`
with `trello_history.py`, `losses.py` and `stages.py`), and `imports.py` writes the draft as a
board in one transaction. Everything up to the draft is pure: it knows neither the database nor
the clock, and whatever a file holds ends in a draft or in one sentence.
"""
