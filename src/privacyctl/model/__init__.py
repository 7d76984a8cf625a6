"""The nouns: frozen dataclasses and pure rules, on the standard library alone."""
