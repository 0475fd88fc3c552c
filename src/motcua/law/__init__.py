"""Effective-dated rules as data: calendars, time limits, one-stop rules, code formats."""
