"""The present schema and a later one, whose migration rebuilds tables that others refer to."""
