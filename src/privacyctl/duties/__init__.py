"""The verbs: one function per duty. Each takes the Store and returns what it changed, frozen."""
