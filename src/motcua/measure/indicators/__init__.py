"""The registered indicators: numerator, denominator, target, source, and the dossiers behind each."""
