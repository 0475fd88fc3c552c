"""Files kept by the hash of their content, judged by what they are and not by what they are called.

Knows: what an uploaded file really is (`services.judge`), where its bytes stand (`vault`), who may be told what
about it (nobody: files are served only through the views of modules that check permission first).
Bytes from strangers are opened in a helper process with limits on time and memory (`guard`, `inspector`).
"""
