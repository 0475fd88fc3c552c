"""Facts that others may care about, written in the transaction of the event and delivered after commit."""
