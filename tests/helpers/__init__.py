"""What many tests share, a noun a file: people, servers, a terminal. Nothing here asserts."""
