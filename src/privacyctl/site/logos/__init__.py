"""Knowing a logo again, as a picture or as lines.

| file | what lives in it |
|---|---|
| `drawings` | SVG: the lines that it draws and what it says, whatever a minifier made of them |
| `likeness` | whether two image files show the same logo: after resizing, recompression, padding or minifying |
| `outlines` | SVG's geometry (SVG 2, chapters 8 to 10) as lines of points, which are complex numbers |
| `pictures` | pictures: opened within bounds, freed of what lies around them, and made very small |
"""
