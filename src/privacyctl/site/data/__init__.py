"""The site's data files: reading the testimonials and customers in them, and cutting some of these out.

| file | what lives in it |
|---|---|
| `changes` | a data file without some of its entries: cut out of its text, and checked by parsing the result |
| `csv_text` | CSV and TSV: a list of rows, each a map from the header's names to its cells |
| `cutting` | which parts of a text are cut out together with an entry: commas, blank lines, line breaks |
| `difference` | a unified diff of a text that lost some lines, for the screen |
| `encoding` | from a data file's bytes to its text, and back to the same bytes |
| `entries` | finding the entries in a data file's tree, and the label of each |
| `fields` | reading an entry's fields, by our names, from a site's own keys |
| `files` | reading a site's data: a file with a list of entries, or a folder with one file an entry |
| `front_matter` | a page's front matter: the YAML between `---` or the TOML between `+++` above its text |
| `json_text` | JSON: from the text to the tree |
| `lines` | where the lines of a text begin and end |
| `opening` | parsing a data file's bytes by the format that its ending names |
| `toml_statements` | TOML: from the text to its statements, and the place of each in the text |
| `toml_text` | TOML: from its statements to the tree |
| `tree` | the tree of values that every format is parsed into, and the comparison of two trees |
| `writing` | writing a data file back, only where nobody changed it meanwhile |
| `yaml_text` | YAML: from the text to the tree, by the parser's events |
"""

from __future__ import annotations

from privacyctl.site.data.changes import without
from privacyctl.site.data.difference import diff
from privacyctl.site.data.files import DataFile, read
from privacyctl.site.data.writing import replace

__all__ = ["DataFile", "diff", "read", "replace", "without"]
