"""The wing that follows the yearly plan: its tasks, its targets and what is reported about them."""
