"""The filled form on paper: one plain description of the sheet, written as PDF/A by typst and as DOCX for Word.

Knows how an official Vietnamese form looks (national name and motto, title, "Kính gửi", sections, tables, place and
date, signatures) and where an agency changes that look: `data/eforms/print/<key of the form>.json`.
"""
