"""The reference: the least that Django can be. One view that inserts one row; no session, no rules, no log."""
