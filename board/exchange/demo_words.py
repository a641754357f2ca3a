"""What the team of the demo board works on, and what it says."""

PEOPLE = ("Mara Lindqvist", "Tomás Ferreira", "Aiko Tanaka", "Jonas Weber", "Priya Nair")

AREAS = (
    "invoices",
    "orders",
    "customers",
    "the calendar",
    "reports",
    "deliveries",
    "returns",
    "suppliers",
    "the price list",
    "stock",
)

TITLES = {
    "feature": (
        "Export {} as a table",
        "Filter {} by date",
        "Share {} by a link",
        "Print {} on one page",
        "Notes for {}",
        "Sort {} by any column",
    ),
    "bug": (
        "Wrong total in {} after midnight",
        "Long names are cut in {}",
        "A filter is lost on reload of {}",
        "Double entries in {} after a retry",
        "{} ignore the time zone",
    ),
    "upkeep": (
        "Faster loading of {}",
        "Tests for {}",
        "Fewer queries behind {}",
    ),
    "security": ("Who may see {}", "Log who changes {}"),
}
"""Titles of cards by the label that they have, with a place for an area."""

COLORS = {"feature": "blue", "bug": "red", "upkeep": "grey", "security": "orange"}

DESCRIPTION = """People who work with {} asked for this.

- It is done when somebody of the warehouse has tried it.
- Nothing else on that page changes.
"""

URGENT = "Nobody can save {}"

REASONS = (
    "The supplier has not answered",
    "No test data yet",
    "Waits for a decision about prices",
    "The interface of the carrier is down",
    "Legal has to read it first",
)

COMMENTS = (
    "I have seen it here too, with the file from Monday.",
    "Could we do the smaller half first and see whether that is enough?",
    "Tried it with real data: works. One label is still too long.",
    "The customer says that the second page matters more than the first.",
    "Half of it is there. I need a second pair of eyes before I go on.",
    "Reviewed. Two small things, otherwise it reads well.",
    "Let us talk about this tomorrow at the board.",
)

STEPS = (
    "Ask who uses it",
    "Draw it on paper",
    "Write a failing test",
    "Make it pass",
    "Try it on a phone",
    "Tell support",
)

CHANGE = "Work on fewer things at once: at most {} cards in Build"

WHY = """Too much was begun and too little finished. From this day **Build** holds at most {} cards
instead of {}.

Look at the cycle times and at the work in progress before and after: nobody works faster, and yet
everything is done sooner.
"""
