import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.hostile_markup import IN_A_VALUE, MISTAKEN, SEEN
from privacyctl.mail.markup import as_text
from privacyctl.mail.unquoted import unquoted

values = st.text(IN_A_VALUE, max_size=12)
OURS = "To unsubscribe reply STOP."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<p>one</p>\n<p>two</p>", "one\n\ntwo"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<b>o</b>ne\n  two&nbsp;&amp; <i>three</i>", "one two & three"),
        ("<table><tr><td>one</td><td>two</td></tr><tr><td>three", "one two\nthree"),
        ("<pre>one\n\ntwo</pre>", "one\n\ntwo"),
        ("<head><title>no</title></head><body>yes", "yes"),
        ("<style>p > a {}</style><script>if (a<b) {}</script>yes", "yes"),
        ("yes<script>never closed", "yes"),
        ("<head>never closed<body>yes", "never closed\nyes"),
        ("<head>never closed<header>yes</header>", "never closed\nyes"),
        ("<!-- no <b> --><!DOCTYPE html><![if mso]>yes<!--[if mso]>no<![endif]-->", "yes"),
        ("yes<!-- never closed", "yes"),
        ('<a title="1 > 0">yes</a>', "yes"),
        ('<a title="unclosed>yes</a>', "yes"),
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("l&ouml;schen &#228; &#x84; &#0; &#xD800;", "löschen ä „ \ufffd \ufffd"),
        ("<P>UPPER<BR>CASE", "UPPER\nCASE"),
        ("", ""),
    ],
)
def test_html_is_read_as_it_is_seen(html: str, text: str) -> None:
    assert as_text(html) == text


@pytest.mark.parametrize(("html", "text"), SEEN + MISTAKEN)
def test_hostile_html_is_read_as_it_is_seen(html: str, text: str) -> None:
    assert as_text(html) == text


@given(values, values)
def test_whatever_a_value_holds_is_not_said(single: str, double: str) -> None:
    single, double = single.replace("'", ""), double.replace('"', "")

    assert as_text(f"<a b='{single}' c=\"{double}\">Ann</a d='{single}'>") == "Ann"


def test_a_block_quote_is_marked_as_plain_text_marks_it() -> None:
    html = "<p>Mine.</p><blockquote type=cite><p>Yours.<blockquote>Older.</blockquote></blockquote>Mine too."

    assert as_text(html) == "Mine.\n\n> Yours.\n> Older.\nMine too."


@pytest.mark.parametrize(
    "quote",
    [
        # Gmail, Thunderbird, Apple Mail, Yahoo, Outlook on the web, Outlook
        (
            '<div class="gmail_quote"><div class="gmail_attr">On 3 Nov 2025 at 9:12 V wrote:<br></div>'
            f"<blockquote class='gmail_quote'>{OURS}</blockquote></div>"
        ),
        f'<div class="gmail_quote">---------- Forwarded message ---------<br>From: V<br>{OURS}</div>',
        (
            '<div class="moz-cite-prefix">Am 03.11.25 um 09:12 schrieb Vendor:<br></div>'
            f'<blockquote type="cite"><div>{OURS}</div></blockquote>'
        ),
        (
            '<div>On 3 Nov 2025, at 09:12, Vendor &lt;<a href="mailto:v@v.example">v@v.example</a>&gt; wrote:</div>'
            f'<br><blockquote type="cite"><div>{OURS}</div></blockquote>'
        ),
        f'<div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, Vendor wrote:</div><div>{OURS}</div></div>',
        f'<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> V</div><div>{OURS}</div>',
        (
            '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>Von:</b> V'
            f"</p></div><p>{OURS}</p>"
        ),
        (
            "<p><b>Von:</b> V &lt;v@v.example&gt;<br><b>Gesendet:</b> Montag, 3. November 2025 09:12<br>"
            f"<b>An:</b> Ann<br><b>Betreff:</b> x</p><p>{OURS}</p>"
        ),
    ],
    ids=["gmail", "gmail forward", "thunderbird", "apple", "yahoo", "outlook web", "outlook", "outlook text"],
)
def test_the_quote_of_each_program_goes(quote: str) -> None:
    html = f"<html><body><div>Please remove our logo.</div><div><br></div>{quote}</body></html>"

    assert unquoted(as_text(html)) == "Please remove our logo."


def test_replies_between_gmails_quotes_stay() -> None:
    html = (
        '<div class="gmail_quote"><div class="gmail_attr">On 3 Nov 2025 at 9:12 V wrote:</div>'
        f"<blockquote>May we?</blockquote><div>No.</div><blockquote>{OURS}</blockquote></div><div>Ann</div>"
    )

    assert unquoted(as_text(html)) == "No.\nAnn"


def test_gmails_attribution_goes_whatever_its_words() -> None:
    html = f'<div>No.</div><div class="gmail_attr">V, 9:12</div><blockquote>{OURS}</blockquote>'

    assert unquoted(as_text(html)) == "No."


def test_an_indent_is_no_quote() -> None:
    html = '<div>Remove:</div><blockquote style="margin: 0 0 0 40px; border: none;">our logo</blockquote>'

    assert unquoted(as_text(html)) == "Remove:\nour logo"
