"""Officials' pages of the catalogue: lists, the editor of texts, decisions, law, papers, decentralisation."""
