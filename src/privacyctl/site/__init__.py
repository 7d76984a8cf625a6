"""The vendor's web site: its data files, its pages, and what they still show."""
