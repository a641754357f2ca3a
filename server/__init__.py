"""The edge: HTTP, HTML, sockets, credentials and the command line, around a domain that knows none.

The walk of one request. `protocol` reads it off the wire and cuts off heads that never end.
`app` puts the middleware in order: `headers` go on every answer; `errors` makes an answer of
whatever is raised further in; `gate` turns away what names another host or is no honest request;
`bodies` bounds what it carries; `auth.origin` refuses what another site's page sends; `auth` finds
the account. `routes` names the endpoint. In `pages` (HTML) and `api` (JSON) an endpoint is three
moves: it reads (`seats` says who sits at which board, `forms` what they ask), has one verb of the
domain do it, and answers. A refusal is raised by whoever notices it, caught by nobody, and told
once, in `errors`. Pages are drawn by `draw` and `templates`.

The walk of one event. The verb commits it to the log of its board, and the commit nudges `feed`.
The board's room there reads what waits in the log, asks `draw` for the parts that the events
touched, once for everybody, and gives one message to each socket's `outbox`, which sends it at
once; what has to wait there `sockets` sends. Who may hear is asked again at delivery.

Nothing happens at import. `config` reads the settings, `app.create_app` builds everything from
them, and `serving` runs it; `cli` is the way in.
"""
