"""Browsers on a running server: what people see, do and rely on.

`served.py` runs `andon serve` and arranges people and boards through its doors, `cable.py` is a
connection that can be cut, `window.py` is a person's browser. Nothing here looks into the server.
"""
