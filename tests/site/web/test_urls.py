import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from urllib3.util import Url

from privacyctl.site.web import urls


def url(text: str) -> Url:
    read = urls.read(text)
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("https://vendor.example", "https://vendor.example/"),
        (" HTTPS://Vendor.Example:443/A/../B?q=1#part\n", "https://vendor.example/B?q=1"),
        ("http://vendor.example:8080/", "http://vendor.example:8080/"),
        ("http://bücher.example/käse?ä=ö", "http://xn--bcher-kva.example/k%C3%A4se?%C3%A4=%C3%B6"),
        ("http://[::1]:80/", "http://[::1]/"),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(text: str, read: str) -> None:
    assert url(text).url == read


@pytest.mark.parametrize(
    "text",
    [
        "", "customers", "/customers", "//vendor.example/", "our printed brochure", "http://", "http:///x", "http://[",
        "http://a b/", "http://vendor.example:99999/", "https://ann:secret@vendor.example/", "file:///etc/passwd",
        "javascript:alert(1)", "data:text/html,Ann", "ftp://vendor.example/", "mailto:ann@vendor.example",
        "http://vendor.example/" + "a" * 2000, "http://\ud800/", f"http://{'ü' * 80}.example/",
    ],
)  # fmt: skip
def test_what_cannot_be_fetched_is_no_address(text: str) -> None:
    assert urls.read(text) is None


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("b", "https://vendor.example/a/b"),
        ("../c?d", "https://vendor.example/c?d"),
        ("#part", "https://vendor.example/a/"),
        ("//other.example/x", "https://other.example/x"),
        ("/\\other.example", "https://other.example/"),
        ("\\b\\c.png", "https://vendor.example/b/c.png"),
        ("b?c\\d", "https://vendor.example/a/b?c%5Cd"),
        ("/b\n/c", "https://vendor.example/b/c"),
        ("javascript:void(0)", None),
        ("//[", None),
    ],
)
def test_a_link_starts_at_its_page(link: str, leads_to: str | None) -> None:
    read = urls.read(link, url("https://vendor.example/a/"))

    assert (read and read.url) == leads_to


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("http://vendor.example/a", "http://vendor.example/b?c", True),
        ("http://vendor.example/", "https://www.vendor.example/", True),
        ("https://vendor.example/", "https://vendor.example:8443/", False),
        ("https://vendor.example/", "https://blog.vendor.example/", False),
        ("https://vendor.example/", "https://vendor.example.evil.example/", False),
        ("https://vendor.example/", "https://endor.example/", False),
    ],
)
def test_a_site_is_a_host_and_its_port(one: str, other: str, are_same: bool) -> None:
    assert urls.is_same_site(url(one), url(other)) is are_same
    assert urls.is_same_site(url(other), url(one)) is are_same


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("::1", False),
        ("fe80::1", False),
        ("fe80::1%2", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("224.0.0.251", False),
        ("239.255.255.250", False),
        ("240.0.0.1", False),
        ("192.0.0.8", False),
        ("192.0.2.1", False),
        ("198.51.100.1", False),
        ("203.0.113.1", False),
        ("192.88.99.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::10.1.2.3", False),
        ("64:ff9b::93.184.216.34", True),
        ("64:ff9b:1::93.184.216.34", False),
        ("2002:7f00:1::", False),
        ("2002:a01:203::1", False),
        ("2002:5db8:d822::1", True),
        ("2001:0:5db8:d822:0:0:80ff:fffe", False),
        ("::127.0.0.1", False),
        ("::10.1.2.3", False),
        ("::ffff:0:10.1.2.3", False),
        ("2606:2800:220:1:0:5efe:10.1.2.3", False),
        ("::", False),
        ("ff02::fb", False),
        ("ff0e::1", False),
        ("fec0::1", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
        ("5f00::1", False),
        ("100::1", False),
    ],
)
def test_only_the_open_internet_is_public(address: str, is_public: bool) -> None:
    assert urls.is_public(address) is is_public


@pytest.mark.parametrize(
    ("site", "place", "fetched"),
    [
        ("https://vendor.example/", "/customers.html", "https://vendor.example/customers.html"),
        ("https://vendor.example", "customers.html?a=b#c", "https://vendor.example/customers.html?a=b"),
        ("https://v.example/project/", "/customers.html", "https://v.example/project/customers.html"),
        ("https://v.example/project", "/customers.html", "https://v.example/project/customers.html"),
        (
            "https://v.example/project/index.html",
            "/customers.html",
            "https://v.example/project/customers.html",
        ),
        ("https://v.example/project/", "/project/customers.html", "https://v.example/project/customers.html"),
        ("https://v.example/project/", "/project", "https://v.example/project"),
        ("https://v.example/project/", "/project?a", "https://v.example/project?a"),
        ("https://v.example/project/", "/projects", "https://v.example/project/projects"),
        ("https://v.example/project/", "customers", "https://v.example/project/customers"),
        ("https://v.example/project/", "/", "https://v.example/project/"),
        ("https://v.example/project/", "/a:b", "https://v.example/project/a:b"),
        ("https://v.example/project/index.php?a=b", "", "https://v.example/project/index.php?a=b"),
        ("https://v.example/index.php", "?page=2", "https://v.example/index.php?page=2"),
        ("https://v.example/project/", "//other.example/x", "https://other.example/x"),
        ("https://v.example/project/", "http://other.example/x", "http://other.example/x"),
        ("https://v.example/project/", "mailto:ann@other.example", None),
    ],
)
def test_a_place_starts_at_the_address_of_the_site(site: str, place: str, fetched: str | None) -> None:
    found = urls.on_site(place, url(site))

    assert (found and found.url) == fetched


def test_the_front_page_is_the_address_of_the_site() -> None:
    site = url("https://v.example/project/")

    assert urls.front_page(url("http://www.v.example/project/a"), site) == site
    assert urls.front_page(url("https://other.example/a"), site).url == "https://other.example/"
    assert urls.front_page(url("https://v.example/project/a")).url == "https://v.example/"


@pytest.mark.parametrize(
    ("other", "are_same"),
    [
        ("https://vendor.example/x/", True),
        ("https://vendor.example/x.html", True),
        ("https://vendor.example/x.htm", True),
        ("https://vendor.example/x/index.html", True),
        ("https://vendor.example/x/index.html?privacyctl=0a1b2c3d", True),
        ("https://vendor.example/x?", True),
        ("https://vendor.example/%78", True),
        ("https://vendor.example/y/../x", True),
        ("http://www.VENDOR.example:80/x#part", True),
        ("https://vendor.example./x", True),
        ("https://vendor.example/X", False),
        ("https://vendor.example/x/y", False),
        ("https://vendor.example/x/indexes", False),
        ("https://vendor.example/", False),
        ("https://vendor.example/x?page=2", False),
        ("https://vendor.example/x?page=2&privacyctl=0a1b2c3d", False),
        ("https://vendor.example/x%2Findex", False),
        ("https://blog.vendor.example/x", False),
        ("https://vendor.example:8443/x", False),
    ],
)
def test_some_addresses_are_the_same_page(other: str, are_same: bool) -> None:
    assert urls.is_same_page(url("https://vendor.example/x"), url(other)) is are_same
    assert urls.is_same_page(url(other), url("https://vendor.example/x")) is are_same


def test_a_page_is_the_same_in_every_spelling_of_its_letters() -> None:
    assert urls.is_same_page(
        url("http://bücher.example/käse"), url("https://xn--bcher-kva.example/k%c3%a4se")
    )
    assert urls.is_same_page(url("http://v.example/"), url("http://v.example/index.html"))
    assert urls.is_same_page(url("http://v.example/a?b=%7Ec"), url("http://v.example/a?b=~c&privacyctl=1"))


@given(st.text(), st.text(max_size=30))
@example("http://\udcff/", "//\udcff")
@example("HTTP://A:١/", "")
def test_any_text_is_an_address_or_none(text: str, link: str) -> None:
    for scheme in ("", "http://", "https://vendor.example/"):
        read = urls.read(scheme + text, urls.read("http://vendor.example/" + link))
        if read is not None:
            assert read.url.isascii()
            assert urls.read(read.url) == read
