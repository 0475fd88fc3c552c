"""The append-only log of events: numbered per stream, chained with a key, folded into a daily Merkle root."""
