"""Signals of harassment and delay found in events: questions with evidence, never verdicts; and the orphans' list."""
