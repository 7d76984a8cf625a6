"""What is done with the vendor's web site: publish it, look at it again, scan it.

| file | what lives in it |
|---|---|
| `at_once` | `takedown --now`: publish, deploy and look, right after a request was recorded |
| `first_looks` | the first look at what was put on record, and at what somebody just asked to have removed |
| `publishing` | publishing: the site's own data, less what must not be shown any more (promises P6, P7) |
| `scanning` | scanning: what a site shows and must not, and what it shows and nobody permitted |
| `targets` | what to look for on the site: each publication, and those who asked and are in no register |
| `verifying` | looking again: the only thing but a person's word that stops a clock, and what starts it anew |
"""
