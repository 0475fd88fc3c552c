"""What everybody may read: closed periods with their tables, open data, feed and panel, small counts protected.

Nothing here is stored: every page and file is made of an edition, which does not change.
"""
