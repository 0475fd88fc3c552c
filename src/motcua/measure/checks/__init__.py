"""Audit checks: figures made to look good, found in what is recorded.

Knows the ten checks of a synchronisation that was polished, and clock-stop gaming: each a rule over dossiers with the
evidence behind it and the affected indicator beside its robust value, and what a person decided about each finding.
Questions about the conduct of officials stand in `signals`; where both rest on the same fact the rule is the one there.
"""
