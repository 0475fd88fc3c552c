"""The UI kit: base pages, fields, tables, tags, timeline, charts, icons, and the pattern page that shows them.

It knows how things look and are worded, and nothing about procedures or people; who is signed in, the agency and
demo mode come through the ports of `ports.py`. How to use it: the page /ui/ and docs of each template at its top.
"""
