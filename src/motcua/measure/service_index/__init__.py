"""The index of QĐ 766/QĐ-TTg: its scales as dated data, points from our own dossiers or from given counts, what the
portal published beside them, why the two differ, and which points can still be won."""
