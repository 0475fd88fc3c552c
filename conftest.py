"""Every test of the checkout, under src/ and under tests/, shares one plugin."""

pytest_plugins = ["tests.plugin"]
