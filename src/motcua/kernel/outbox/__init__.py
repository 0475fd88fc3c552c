"""Facts that others may care about, written in the transaction of the event and delivered after commit.

At least once, in order per stream. `kernel.plugins.subscribers.deliver(prefix, handler)` asks for messages.
"""
