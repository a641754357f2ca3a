"""Pages: endpoints that answer in HTML, one module a noun. They may change any day."""
