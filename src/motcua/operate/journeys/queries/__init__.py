"""Reads of the joined screens."""
