"""Sets the checkout up on a machine that has nothing but Python 3.11; standard library only."""

import sys

# Said here, before any module of ours is read: older Pythons would fail on its syntax.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("motcua: Python 3.11 or newer is needed; this is " + sys.version.split()[0])
