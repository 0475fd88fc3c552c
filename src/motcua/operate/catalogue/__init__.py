"""Procedures as versioned, structured data, and how the public finds and reads them."""
