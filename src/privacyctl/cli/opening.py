"""The main job in five lines: how `--help` begins, and what is said where there is no record yet."""

from __future__ import annotations

STEPS = (
    ("init", "make the record, once"),
    ("takedown --message mail.eml", "somebody asks for a removal: 24 hours run"),
    ("due", "what is due, and how long is left"),
    ("verify 1", "look whether it is gone: stops the clock"),
    ("receipt 1 --mail", "the answer to whoever asked"),
)
LINES = tuple(f"  {typed:<29}{then}" for typed, then in STEPS)
