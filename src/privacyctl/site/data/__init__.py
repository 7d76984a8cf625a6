"""The site's data files: the testimonials and customers in them, and the files less some of these."""

from __future__ import annotations

from privacyctl.site.data.changes import without
from privacyctl.site.data.difference import diff
from privacyctl.site.data.files import DataFile, read
from privacyctl.site.data.writing import replace

__all__ = ["DataFile", "diff", "read", "replace", "without"]
