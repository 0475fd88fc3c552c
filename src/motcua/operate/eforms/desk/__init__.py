"""Officials' pages for making forms: the shelf of all forms, the bench of one draft, its parts, and its release."""

from motcua.operate.eforms.desk import bench, parts, release, shelf

__all__ = ["bench", "parts", "release", "shelf"]
