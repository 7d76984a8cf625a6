"""The public web: fetching one page within bounds, or crawling a whole site.

| file | what lives in it |
|---|---|
| `connecting` | a connection to a host: its name resolved once, every step within its time |
| `crawling` | crawling a public site by its sitemaps and links, within bounds |
| `fetching` | fetching one public page, as a browser would get it, within bounds |
| `robots` | robots.txt (RFC 9309): the paths that a site asks robots not to fetch, and its sitemaps |
| `sitemaps` | sitemaps (sitemaps.org): the addresses listed in them |
| `urls` | addresses on the web, parsed and compared as a browser does |
"""
