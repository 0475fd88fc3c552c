"""Figures and lists brought in from outside the product, with their evidence."""
