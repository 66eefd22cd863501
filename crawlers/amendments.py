"""Changes to the law as data; the records are the law's own."""

from law.amendment import Amendment, Commencement

__all__ = ["Amendment", "Commencement"]
