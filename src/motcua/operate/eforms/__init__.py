"""Forms as data: rendered and checked by the server, drafts saved and resumed."""
