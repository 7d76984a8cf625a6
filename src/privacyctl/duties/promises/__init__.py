"""The promises of the policy, a file each, and how the record shows what became of them.

| file | what lives in it |
|---|---|
| `inspection` | what a promise is looked at with: the record, since when, what the settings promise |
| `p01_card_data` | card data is the reseller's: every text on record is looked at once more |
| `p02_only_what_is_necessary` | what is past its time |
| `p03_shared_with_nobody` | hand-offs that today's contracts do not cover, recipients who wait to be told |
| `p04_product_news` | lists that were handed over with somebody on them who had said no |
| `p05_aggregate_figures` | figures with too few people behind them |
| `p06_testimonials` | full names on show, and removals of testimonials |
| `p07_the_customer_list` | removals of names and logos |
| `p08_no_other_use` | uses of a purpose that was not open |
| `p09_security` | the audit chain and the file's mode |
| `p10_rights` | requests that were answered late, or wait |
| `p11_questions_and_requests` | the cases that were opened |
| `policy` | the policy as a test: looks at every promise, and keeps the versions of what is promised |
| `purging` | keeping only what is necessary (P2): what is past its time goes, with proof |
| `registry` | the promises in their order, a line each |
| `removals_in_time` | what P6 and P7 share: how soon what was asked for was seen to be gone |
| `stats` | aggregate figures of the record, none of which gives anybody away (promise P5) |
"""
