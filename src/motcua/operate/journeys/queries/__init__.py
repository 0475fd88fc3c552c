"""Queries of the joined screens, a file for each journey."""
