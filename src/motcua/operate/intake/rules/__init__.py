"""Pure rules of the counter: the queue, what a scanner types, blocks of numbers, authority to file for another."""
