"""Who may open the kit's addresses."""

from tests.access import EVERYONE, SIGNED_IN, Access

ACCESS = [
    Access("ui:patterns", allowed=EVERYONE),
    Access("ui:stylesheet", allowed=EVERYONE, kwargs={"digest": "0"}),
    Access("ui:theme", allowed=EVERYONE, method="post", data={"theme": "dark"}),
    Access("ui:stay", allowed=SIGNED_IN, method="post"),
    # Only the browser that kept something finds it again.
    Access("ui:kept", allowed=set(), kwargs={"key": "0"}),
]
