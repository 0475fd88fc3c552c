"""The yearly plan read from its own text: purposes, tasks, targets, and what people completed by hand."""
