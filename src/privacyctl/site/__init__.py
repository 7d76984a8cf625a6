"""The vendor's web site: its data files, its pages, and what they still show.

| file | what lives in it |
|---|---|
| `checker` | looking at every place of a takedown: its public pages, or the folder that the site is deployed from |
| `data/` | the site's data files: the testimonials and customers in them, and the files less some of these |
| `deploying` | running the vendor's own command that rebuilds and deploys the site |
| `emitting` | writing a fresh file of what may be shown, for a site that has no data file of its own |
| `examining` | whether the settings fit the site that is there |
| `finding/` | finding somebody in a page: what it shows, and whether that is surely meant |
| `folders` | going through a folder of the site: which files are read, and which need not be read again |
| `judging` | judging what a page says about one publication: still there, gone, or neither proved |
| `logos/` | knowing a logo again, as a picture or as lines |
| `scanner` | going through folders, files and the public site for everything that is sought |
| `site_files` | the site's source, as publishing works in it: read the entries, cut some out, write, deploy |
| `web/` | the public web: one page fetched within bounds, or a whole site walked through |
"""
