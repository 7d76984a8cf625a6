"""The small web site of the demo."""
