"""Django forms of the builder: what an official types about a form, its sections and its questions."""
