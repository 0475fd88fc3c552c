"""The yearly plan read from its own text: purposes, tasks, targets, and what people completed by hand.

Knows how such a document is written (sections, items, the annex table), keeps every imported text, and keeps what
a person completed (owner, deadline, product) apart from what was read, so that a new reading never overwrites it.
Live values of the targets come from `measure.indicators`.
"""
