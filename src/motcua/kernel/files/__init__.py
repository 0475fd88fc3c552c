"""Files kept by the hash of their content, judged by what they are and not by what they are called."""
