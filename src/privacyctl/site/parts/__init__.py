"""The languages in which the parts of a page are written: what they say, and what they load.

| file | what lives in it |
|---|---|
| `addresses` | addresses in any text: what lies there by the ending, and where one begins and ends |
| `attributes` | what an element's attributes load, and which of them hold no words |
| `codes` | rows of codes of characters, to whatever base |
| `encoded` | bodies that are written as text: `data:` addresses, runs of base64 and of hexadecimal digits |
| `escapes` | texts with their escapes taken out, once and again |
| `scripts` | the addresses in a script or in data, and whether it works others out |
| `styles` | the texts and the addresses in a style sheet |
"""
