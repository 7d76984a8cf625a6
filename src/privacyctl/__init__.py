"""privacyctl keeps a small software vendor's privacy policy: see docs/architecture.md."""

__version__ = "0.1.0"
