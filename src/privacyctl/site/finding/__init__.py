"""Finding a person, a company or a logo in a page, and saying how sure that is.

| file | what lives in it |
|---|---|
| `ascii_letters` | a page's letters in ASCII, without accents, references and escapes, for the prefilter |
| `beside` | what stands beside a page's text: attributes, scripts, styles and comments, and what they load |
| `charsets` | decoding a page or a file, by the encodings that it may have |
| `ciphers` | quotes of which each letter stands for another, and texts that only a script deciphers |
| `claims` | whether an element's class, id or type claims that it shows a testimonial or customers |
| `company_names` | the companies' names of one page: which are surely meant, and which are a part of another |
| `edited_quotes` | finding a quote that an editor changed since it was permitted |
| `file_names` | the names of picture files in a page, and the names that a site's builder makes of them |
| `finder` | finding targets in a page, a file or a picture: the precise search that `scan` and `verify` share |
| `full_names` | the full names of all contacts, however many, and where a page has one |
| `inline_drawings` | the drawings that stand in a text: elements, symbols, and paths in a script |
| `inside` | the texts, pictures and documents that a text holds, encoded and escaped in any way |
| `items` | one testimonial or customer as a page's markup shows it, and whether it is a real one |
| `markup` | a linear reader of markup: a page's tags and texts, with the place of each |
| `matching` | where a needle stands in a page, and whether the person or company is surely meant |
| `nearby` | whether two places on a page are near each other |
| `needles` | a target prepared for the search: its words, names and file names |
| `opened_texts` | texts with all that stands in them, kept for the next look: a script is read once |
| `page_text` | the text of a page: joined from stretches, each with its place and the markup around it |
| `page` | a page's visible text, the texts beside it and within its attributes and scripts, and its exhibits |
| `prefilter` | the fast first pass, which says whether any target can stand in these bytes |
| `regrouping` | a text parted or put together otherwise than its markup has it: values, lines, letters drawn apart |
| `run_together` | finding a quote by its letters alone, and words that are written backwards |
| `searching` | searching one text: as markup, a script, a style sheet or data |
| `shingles` | runs of a page's words as keyed hashes, by which the page is known again |
| `shortened_quotes` | finding a quote of which a part is left, in any text of a page |
| `signatures` | whether a full name stands beside words as the name of who said them, or is a mention in passing |
| `skeletons` | a text in ASCII letters, taken apart into what stands between its tags, the tags, and its comments |
| `spelt_names` | whether words of a text are somebody's full name |
| `standing_alone` | whether a company's name stands for itself in its element, or is a word of a longer text |
| `structured` | the texts in a page's scripts: structured data (JSON-LD), and data from which the page is built |
| `word_index` | the words of a text, each with its form and its place |
"""
