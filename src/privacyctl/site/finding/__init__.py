"""Finding somebody in a page: what it shows, and whether that is surely meant.

| file | what lives in it |
|---|---|
| `ascii_letters` | the letters of a page as ASCII alone, as they are compared |
| `charsets` | the text of a page or a file, whatever it says of its own encoding, and whether that is true |
| `claims` | what an element says that it shows, by its class, its id or its type: a testimonial, or customers |
| `edited_quotes` | A quote that was edited since it was permitted: in what a page exhibits, a few words may differ |
| `file_names` | the names of files that a page refers to, and what a site's builder makes of a logo's |
| `finder` | finding what is sought in a page, a file or a picture: the precise look that `scan` and `verify` share |
| `items` | one thing that a page's markup shows as a testimonial or a customer, and whether it is one at all |
| `markup` | A linear reader of markup: every text of a page with its place, and what the markup around it says |
| `matching` | where in a page something sought stands, and whether it is surely meant |
| `nearby` | what stands beside what: whether two sightings on a page belong together |
| `needles` | what is sought, made ready to be looked for |
| `page` | A page as a reader and a machine see it: its visible text, the texts beside it, what it exhibits |
| `prefilter` | the fast first pass, which says whether anything sought can be in these bytes at all |
| `structured` | what stands in a page's scripts: structured data (JSON-LD), and texts from which the page is built |
| `word_index` | A text as words that can be looked up: what each is under any spelling, and where it stands |
"""
