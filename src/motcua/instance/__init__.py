"""One instance of the product: set up, checked, filled with a demo year, served. Knows every module, known by none."""
