"""Connected handling (liên thông): parts of a dossier that other agencies handle as dossiers of their own.

Knows which parts a dossier was cut into, in which order they go out, which child dossier stands for each, until when it
is awaited and how it ended. While parts are out the parent is held; its legal clock runs on.
"""
