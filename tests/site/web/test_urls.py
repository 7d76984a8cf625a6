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
        ("/\\other.example", "https://vendor.example/%5Cother.example"),
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
    ],
)
def test_only_the_open_internet_is_public(address: str, is_public: bool) -> None:
    assert urls.is_public(address) is is_public


@given(st.text(), st.text(max_size=30))
@example("http://\udcff/", "//\udcff")
@example("HTTP://A:١/", "")
def test_any_text_is_an_address_or_none(text: str, link: str) -> None:
    for scheme in ("", "http://", "https://vendor.example/"):
        read = urls.read(scheme + text, urls.read("http://vendor.example/" + link))
        if read is not None:
            assert read.url.isascii()
            assert urls.read(read.url) == read
