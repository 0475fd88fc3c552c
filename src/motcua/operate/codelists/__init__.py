"""Shared code lists (danh mục dùng chung): what a code means on which day.

A list has editions; each holds from its day until the next begins. Answers keep code, name and day, so that a later
edition changes nothing of what was said before. The lists shipped are in data/codes; an agency imports its own.
"""
