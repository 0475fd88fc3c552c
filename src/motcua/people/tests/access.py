"""Who may open the pages of people."""

from tests.access import EVERYONE, SIGNED_IN, Access

ACCESS = [
    Access("people:sign-in", allowed=EVERYONE),
    Access("people:sign-out", allowed=EVERYONE, method="post"),
    Access("people:register", allowed=EVERYONE),
    Access("people:account", allowed=SIGNED_IN),
    Access("people:password", allowed=SIGNED_IN),
    Access("people:demo", allowed=EVERYONE),
    Access("people:demo-sign-in", allowed=EVERYONE, method="post", data={"username": "lan"}),
    Access("people:agency", allowed={"quan"}),
]
