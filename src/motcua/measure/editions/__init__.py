"""Closed periods. An edition holds the twelve figures of a period as they were at a cut-off: formula versions, ids,
hash, signature. Late data never changes an edition; it makes another one, restated, shown beside the first. Any
edition can be made again, byte for byte, from the event log."""
