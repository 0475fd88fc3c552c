"""Một Cửa: operate, measure, reform and steer administrative procedures over one tamper-evident record.

The storeys, from the ground up: kernel, law, people, operate, exchange, measure, reform, steer, pages.
A module imports only from storeys below it; docs/architecture.md tells which module knows what.
"""

__version__ = "0.1.0"
