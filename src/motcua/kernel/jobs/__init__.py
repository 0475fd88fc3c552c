"""Background work that runs the same on SQLite and PostgreSQL, and the schedule of recurring work."""
