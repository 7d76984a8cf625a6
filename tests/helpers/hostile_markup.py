"""Markup that is made to be read otherwise than a browser reads it. Both readers, of mail and of the site, take it all.

The mail's reader says what the sender saw, and no more: its text is quoted, and kept. The
site's must miss nothing, in a script or a template either: of what the standard calls a
mistake it may say more.
"""

from __future__ import annotations

SEEN = [
    # The markup, and the text that a browser shows of it (HTML standard, 13.2.5).
    ("<a title='1 > 0'>Ann</a>", "Ann"),
    ('<a title="1 > 0">Ann</a>', "Ann"),
    ("<a title = '1 > 0' >Ann</a>", "Ann"),
    ("<a\ntitle\n=\n'1\n> 0'\n>Ann</a>", "Ann"),
    ("<A TITLE='1 > 0'>Ann</A>", "Ann"),
    ("<a b=1 title='1 > 0' c>Ann</a>", "Ann"),
    ("<br title='1 > 0'/>Ann", "Ann"),
    # The other mark is a character like any other inside a value.
    ('<a title="it\'s > it">Ann</a>', "Ann"),
    ("<a title='27\" > 24\"'>Ann</a>", "Ann"),
    ("<a title='' alt=\"\">Ann</a>", "Ann"),
    # An apostrophe outside a tag is none of its marks.
    ("It's 1 > 0, isn't it", "It's 1 > 0, isn't it"),
    ("it's <b>Ann</b>, isn't it", "it's Ann, isn't it"),
    ("'<b>Ann</b>'", "'Ann'"),
    ("\"<b class='a'>Ann</b>\"", '"Ann"'),
    # Only marks of their own end these.
    ("<!-- it's > \"1 -->Ann", "Ann"),
    ("<!DOCTYPE html>Ann", "Ann"),
    ("<?xml version='1.0'?>Ann", "Ann"),
]
MISTAKEN = [
    ("<a b='1 > 0'title='1 > 0'>Ann</a>", "Ann"),
    ("<a title=>Ann</a>", "Ann"),
    ("<b>Ann</b title='1 > 0'>", "Ann"),
    # A mark where no value begins is none.
    ("<a title=it's>Ann</a> isn't", "Ann isn't"),
    ("<a title=it's alt='1 > 0'>Ann</a>", "Ann"),
    ("<a title=a='b>Ann</a> isn't", "Ann isn't"),
    ("<a href=/it's/>Ann</a> isn't", "Ann isn't"),
    ("<a href=/'it'>Ann</a>", "Ann"),
    ("<a it's>Ann</a> isn't", "Ann isn't"),
    ("<a it's title='1 > 0'>Ann</a>", "Ann"),
    ("<a 'it' \"is\">Ann</a>", "Ann"),
    ("<a title='it''s>Ann</a> isn't", "Ann isn't"),
    ("<a ='it>Ann</a> isn't", "Ann isn't"),
    ("<a title='it' ='s>Ann</a> isn't", "Ann isn't"),
    ("<a b==>Ann</a>", "Ann"),
    # Of a value that never ends a browser shows nothing more. We read on: somebody may have asked for something.
    ("<a title='never>Ann</a>", "Ann"),
    ('<a title="never>Ann</a>', "Ann"),
    ("<a title='never\">Ann</a>", "Ann"),
]
"""What the standard calls a parse error, and what a browser makes of it."""

OVER_AND_OVER = [
    "<a b='>'", "<a b='", '<a b="', "<a b=\"'", "<a b='\"", "<a b='>", "<a b='x>", "<a b='x'>", "</a b='", "</a b='>'",
    "<a '", "<a =", "<a b=", "<a b= ", "<a/", "<a b", "='>'", "='", "='x", "=", "'", '"', "'\"", "='\">", "='>\">'",
    "<a b='>' c=\">\"",
]  # fmt: skip
"""What a page or a mail may consist of from its first character to its last."""

IN_A_VALUE = "><'\"=/ \nax&;-!?"
"""What may stand between the marks of an attribute's value, but for the mark itself."""
