"""The demo year: synthetic but lawful-looking work on the real catalogue, through the same services as in earnest.

- Repeatable: the same seed, year, number and end give the same people, dates and outcomes (and, on an instance
  without other dossiers, the same dossier codes). Ids of rows and tracking codes are random as always.
- Nobody in it exists, and every name, number and text says so (`data/demo/README.md`).
- Signatures: a stated sample of results has a document of its own, drafted, signed by a person and issued with the
  organisation's signature exactly as in earnest. All other electronic results carry the shared document of their month,
  which has two real, verified signatures of the demo certificates and says that it stands for demo results. So a fact
  "signed" always means a file whose signatures verify. The counts are printed and stand in the run's own events
  (stream kind "demo").
- A run that was interrupted goes on where it stopped; one that was finished adds nothing.
"""

from motcua.instance.demo.running import (
    DemoRefused,
    Made,
    default_year,
    fill,
    is_empty,
    real_dossiers,
)

__all__ = ["DemoRefused", "Made", "default_year", "fill", "is_empty", "real_dossiers"]
