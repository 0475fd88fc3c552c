"""The wing that counts: facts, registers brought in from outside, and the indicators computed from both."""
