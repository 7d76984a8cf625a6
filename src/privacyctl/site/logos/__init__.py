"""Recognising a logo, as a picture or as lines.

| file | what lives in it |
|---|---|
| `drawings` | SVG: the lines and the text of a drawing, in one form however a minifier wrote them |
| `likeness` | whether two image files show the same logo, after resizing, recompression, padding or minifying |
| `outlines` | SVG's geometry (SVG 2, chapters 8 to 10) as lines of points, which are complex numbers |
| `pictures` | pictures: opened within bounds, trimmed of their margins, and reduced to a few cells |
"""
