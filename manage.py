#!/usr/bin/env python3
"""Django's own entry point; people use the console script `motcua`."""

from motcua.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
