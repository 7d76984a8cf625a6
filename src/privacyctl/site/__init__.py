"""The vendor's web site: its data files and pages, and the search for publications in them.

| file | what lives in it |
|---|---|
| `body_kinds` | what a body is, by its first bytes: a text, a picture, a PDF, an archive |
| `built` | the built folder: looking for something in every file of it |
| `checker` | looking at every place of a takedown: its public pages, or the folder that the site is deployed from |
| `data/` | the site's data files: reading the testimonials and customers in them, and cutting some of these out |
| `decoding` | compressed bodies, and content codings: decompressed whole and within bounds |
| `deploying` | running the vendor's own command that rebuilds and deploys the site |
| `emitting` | writing a data file of the publications that may be shown, for a site that has none of its own |
| `examining` | comparing the site's settings with the folders and files that are there |
| `finding/` | finding a person, a company or a logo in a page, and saying how sure that is |
| `first_look` | whether something is on show where the register says, while it still must be |
| `folders` | going through a folder of the site: which files are read, and which need not be read again |
| `judging` | judging a public page for one publication: still there, gone, or inconclusive |
| `logos/` | recognising a logo, as a picture or as lines |
| `parts/` | the languages in which the parts of a page are written: what they say, and what they load |
| `pdf` | the text of a PDF, its pictures, and the files that are attached to it |
| `places` | where a place of the register is looked for: an address, or files of the built folder |
| `presence` | whether a page is the one on which something was seen before |
| `refreshing` | the refresh by which a page sends a browser on, in its header and in its markup |
| `rounds` | one round of looks at public pages, in which each address is fetched once |
| `scanner` | searching folders, files and the public site for every target |
| `site_files` | the site's source files, as `publish` works on them: read the entries, cut some out, write, deploy |
| `subresources` | everything of the site's own host that a page loads: fetched, and searched as a part of it |
| `unpacking` | what a file or an answer consists of: the members of an archive, a compressed text, the pages of a PDF |
| `witness` | what a scan of the public site saw at the places of the register |
| `written_addresses` | an address as it is written, before anybody knows where it leads |
| `web/` | the public web: fetching one page within bounds, or crawling a whole site |
"""
