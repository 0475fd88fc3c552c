"""Publication of procedures: decisions, the chain from draft to posting, its clocks, and where it is shown with proof.

Knows which decision (of a ministry or of the province) published which procedures and when each step happened; counts
the deadlines of the law, of the national portal and of the province's own rule side by side; lists what is due, what a
ministry published and the province has not, and which proofs are missing. It never changes the text of a procedure.
"""
