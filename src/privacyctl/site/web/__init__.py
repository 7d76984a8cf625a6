"""The public web: one page fetched within bounds, or a whole site walked through.

| file | what lives in it |
|---|---|
| `crawling` | going through a public site by its sitemaps and its links, within bounds |
| `decoding` | content codings (RFC 9110 section 8.4.1): from what was sent to the body, whole and within bounds |
| `fetching` | fetching one public page, as a browser would get it, within bounds |
| `robots` | robots.txt (RFC 9309): what the site asks robots to leave alone, and where its sitemaps are |
| `sitemaps` | sitemaps (sitemaps.org): the addresses that they list |
| `urls` | addresses on the web, read and compared as a browser does it |
"""
