"""The promises of the policy, and the checks that show how each of them stands.

| file | what lives in it |
|---|---|
| `erasure_list_check` | comparing the list of erasures with the record: an old copy may have been put back |
| `evidence` | what the record shows of each promise. Each function looks for what would break one, and counts it |
| `health` | examining the data file: is it ours, whole, private, and free of card numbers |
| `policy` | the policy as a test: what is promised, since when, and what the record shows of it |
| `purging` | keeping only what is necessary (P2): what is past its time goes, with proof |
| `stats` | aggregate figures of the record, none of which gives anybody away (promise P5) |
"""
