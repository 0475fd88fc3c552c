"""Agencies, units, officials with roles per unit, applicants, and how they sign in."""
