"""The UI kit: base pages, fields, tables, tags, timeline, charts, icons, and the pattern page that shows them."""
