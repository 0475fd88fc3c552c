"""Repeatable measures: each prints one line, ours against a reference of the same run. See bench/README.md."""
