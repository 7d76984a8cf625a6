"""The screen and the pipe: streams, tables, progress and turns of phrase. The only place that knows rich.

| file | what lives in it |
|---|---|
| `charts` | charts as inline SVG, drawn by leather: small, in the page's own colours, and read aloud as a sentence |
| `folder` | handing files over: a folder or a file, private, whole or not at all, and nothing overwritten |
| `folding` | folding a line to the width of a terminal, at spaces alone: no word and no address is broken |
| `progress` | progress of long work, on standard error and on a terminal alone |
| `stream` | standard output and standard error: the answer of a command, in words or as JSON |
| `table` | tables: drawn on a terminal, aligned text anywhere else. Rich is loaded for a terminal alone |
| `visible` | making what comes from outside harmless on a screen and in a spreadsheet |
| `wording` | turns of phrase that several answers share |
"""
