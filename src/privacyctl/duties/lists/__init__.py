"""Lists of people: who may be written to, who said no, and who was handed which list.

| file | what lives in it |
|---|---|
| `announcing` | telling people of a purpose before it is opened (promise P8) |
| `audience` | who may be written to: the whole audience, or the lines of any list that pass the gate |
| `disclosures` | disclosures: what is handed to a recipient, who has what of a person's, and who is to be told |
| `doubts` | whom a company's no may cover: companies that are spelt nearly as one that said no |
| `exporting` | handing lists over: an export of just a contract's fields, recorded before it is given out |
| `near_noes` | who is near to a no: an address that said it differs from theirs by a tag or dots alone |
| `opted_out` | what became of an opt-out, of one person and of a list |
| `opting_in` | opting in: a person's own permission, which alone lifts their opt-out (promise P4) |
| `opting_out` | opting out, at once and for good (promise P4) |
"""
