"""Sets the checkout up on a machine that has nothing but Python 3.11; standard library only."""
