"""The domain of Andon: tables and rules. Knows no HTTP, HTML, socket or mail.

The words. A *board* has *columns*; a *card* stands in a column at a rank; a *member* is a user's
seat on one board, with a role. A *change* is one transaction on one board by one member, ending
in events. The *log* is a board's numbered history, an *event* an entry of it, `seq` its number.
A *part* is a piece of a page that is drawn and refreshed as a whole. A *visit* is a card's stay
in a column. *Flow* is the figures.

What always holds:

* a board is changed only inside `log.change`, which locks it first and numbers its events
  without a gap, in the order of their commits;
* the state, the events, the visits and the record of the request are written together or not;
* an event carries every changed field before and after, so it can be told, undone and replayed;
* a WIP limit is asked only in `limits`, inside the change that would break it;
* figures are worked out from visits, never counted up.

Read in this order: `events`, `limits`, `order`, `seats`, `log`, `cards` with `places`, `columns`,
`members`, `undo`; then `flow`, `exchange`; and `database` with its two dialects for how it is
stored.
"""
