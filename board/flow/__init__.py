"""Flow: figures as pure functions of visits and the board's configuration.

Knows neither the ORM nor the clock: instants come in as arguments.
"""
