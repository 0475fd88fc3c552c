"""What the one-stop counter needs beside the dossier: who waits, numbers for a counter that is cut off, who may file
for whom, what came by post, and proposals to ask a person once more."""
