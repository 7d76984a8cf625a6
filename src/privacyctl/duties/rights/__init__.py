"""The rights of a person: to see, to correct and to erase what is held on them.

| file | what lives in it |
|---|---|
| `access` | somebody asks what is held on them: the case, and the answer (GDPR article 15, CCPA 1798.110) |
| `access_document` | gathering everything that is held on one person, under all their addresses |
| `corrections` | putting right what is wrong about somebody (promise P10): which field, never what it was |
| `erase_request` | erasing somebody who asked for it (promise P10), and proving it by the bytes |
| `identity` | confirming who asks, without a document: by a code, an account, or somebody's ear |
| `order_corrections` | putting right a line of an order |
| `person_corrections` | putting right a person's name, company and address |
| `unknown_askers` | somebody who is not on record asks to be erased or put right |
| `plain_requests` | objections, restrictions and questions: nobody need prove who asks |
| `rights` | the case of somebody who asks: opened once, with a day of its own, and answered once |
"""
