"""What a page shows as a testimonial or a customer by its own markup, and what only looks like one."""

from __future__ import annotations

import pytest

from helpers.targets import exhibits, finder, seen
from privacyctl.model.publication import Kind

PRAISE: tuple[str, list[int | None]] = ("testimonial", [])
CUSTOMER: tuple[str, list[int | None]] = ("name", [])


@pytest.mark.parametrize(
    "page",
    [
        '<div itemscope itemtype="https://schema.org/Review"><p itemprop="reviewBody">So good.</p></div>',
        '<div itemscope itemtype="http://schema.org/Quotation/"><p>So good.</p></div>',
        "<figure><blockquote>So good.</blockquote><figcaption>Di Ek</figcaption></figure>",
        "<figure><blockquote>So good. <cite>Di Ek</cite></blockquote></figure>",
        '<div class="testimonial"><p>So good.</p><p>Di</p></div>',
        "<p class=testimonial>So good.</p>",
        (
            '<div class="c-testimonial c-testimonial--dark"><p class="c-testimonial__text">So good.</p>'
            '<p class="c-testimonial__author">Di</p></div>'
        ),
        '<div class="TestimonialCard"><p>So good.</p></div>',
        '<div class="flex rounded-lg testimonial md:p-8"><img src="/a.jpg" alt="Di Ek"><p>Good.</p></div>',
        (
            '<div class="elementor-widget elementor-widget-testimonial"><div class="elementor-testimonial-wrapper">'
            '<div class="elementor-testimonial-content">So good.</div><div class="elementor-testimonial-name">Di</div>'
            "</div></div>"
        ),
        '<article class="post-7 type-testimonial hentry"><p>So good.</p></article>',
        '<div class="customer-quote"><p>So good.</p></div>',
        '<div class="review"><p>So good.</p></div>',
        '<section class="testimonials"><article><p>So good.</p></article></section>',
        '<h2 class="testimonials-title">What people say</h2><div class="testimonial">So good.</div>',
    ],
)
def test_a_testimonial_is_known_by_its_markup_and_counts_once(page: str) -> None:
    assert exhibits(page) == [PRAISE]


@pytest.mark.parametrize(
    "page",
    [
        '<div class="testimonials"><div class="testimonial">So a.</div><div class="testimonial">So b.</div></div>',
        (
            '<div class="testimonial-list"><div class="testimonial-item">So a.</div>'
            '<div class="testimonial-item">So b.</div></div>'
        ),
        (
            '<section class="testimonial"><div class="testimonial-card">So a.</div>'
            '<div class="testimonial-card">So b.</div></section>'
        ),
        '<ul class="reviews"><li>So a.</li><li>So b.</li></ul>',
        (
            '<table class="testimonials"><thead><tr><th>Who said</th></tr></thead>'
            "<tr><td>So a.</td><td>Di</td></tr><tr><td>So b.</td></tr></table>"
        ),
        (
            '<div class="swiper testimonial-swiper"><div class="swiper-slide testimonial-slide">So a.</div>'
            '<div class="swiper-slide testimonial-slide">So b.</div></div>'
        ),
    ],
)
def test_a_wrapper_around_several_is_none_itself(page: str) -> None:
    assert exhibits(page) == [PRAISE, PRAISE]


@pytest.mark.parametrize(
    ("data", "count"),
    [
        ('{"@type":"Review","reviewBody":"So good"}', 1),
        ('[{"@type":"Review","reviewBody":"So a"},{"@type":"Quotation","text":"So b"}]', 2),
        ('{"@graph":[{"@type":"Product","review":[{"@type":["Review"],"reviewBody":"So a"}]}]}', 1),
        ('{"@type":"Review","reviewBody":"So a","about":{"@type":"Quotation","text":"So b"}}', 1),
        ('{"@type":"Product","aggregateRating":{"@type":"AggregateRating","ratingValue":"4.8"}}', 0),
        ('{"@type":"Review","reviewRating":{"@type":"Rating","ratingValue":"5"}}', 0),
        ('{"@type":"Review","reviewBody":"So good"', 0),
    ],
)
def test_structured_data_is_read(data: str, count: int) -> None:
    assert exhibits(f'<script type="application/ld+json">{data}</script>') == [PRAISE] * count


@pytest.mark.parametrize(
    "page",
    [
        '<div class="testimonial">{{ .Quote }} by {{ .Name }}</div>',
        '<div class="testimonial">{% for q in x %} so {% endfor %}</div>',
        '<div class="testimonial">Says <%= t.name %></div>',
        '<div class="testimonial">Says <?php echo $t->name ?></div>',
        '<div class="testimonial">Says ${t.quote}</div>',
        '<div class="testimonial">Says {t.quote}</div>',
        '<ul class="logos"><li><img src="{{ .logo }}" alt="Logo of"></li></ul>',
        '<div class="testimonial"></div><div class="testimonial"> <span>&nbsp;</span></div>',
        '<div class="reviews"><div class="stars"><span>5</span></div></div>',
        '<ul class="logos"><li></li><li><img src="/img/logo.png"></li><li><img src="1.png" alt=""></li></ul>',
    ],
)
def test_templates_and_empty_elements_are_none(page: str) -> None:
    assert exhibits(page) == []


@pytest.mark.parametrize(
    "page",
    [
        '<nav><ul class="customers"><li><a href="https://x.example">Our customers</a></li></ul></nav>',
        '<div role="navigation"><ul class="customers"><li>Our customers</li></ul></div>',
        '<ul class="menu"><li class="menu-item menu-item-customers"><a href="/customers">Customers</a></li></ul>',
        '<footer><ul class="footer-customers"><li><a href="/login">Log in</a></li></ul></footer>',
        '<ul class="customers"><li><a href="/login">Log in</a></li></ul>',
        '<a class="quote" href="/quote">Request a quote</a><button class="quote">Get a quote</button>',
        '<div class="quote"><p>Request a quote, and we answer within a day.</p></div>',
        '<form id="quote" class="quote"><label>Your name</label></form>',
        '<div class="plan quote-plan"><p>Talk to us.</p></div>',
        '<p class="review-status">In review</p><p>Status: <span class="review">approved</span></p>',
        '<article id="review" class="post category-reviews tag-code-review"><h1>Code review</h1></article>',
        '<div class="review-form"><p>Your review</p></div>',
        '<section id="quotes"><article><p>Use single quotes.</p></article></section>',
        '<p class="testimonial-author">Di Ek</p>',
        '<h2 class="testimonials-title">What people say</h2><p class="testimonials-intro">All of it</p>',
        '<figure><img src="a.png" alt="Screenshot"><figcaption>The main window</figcaption></figure>',
        '<figure class="wp-block-pullquote"><blockquote>A thought of mine</blockquote></figure>',
        "<blockquote>Any old citation</blockquote>",
        '<body class="page-customers customers"><ul><li>Anything at all</li></ul></body>',
        '<section id="client"><table><tr><td>timeout</td></tr></table></section>',
        '<div class="client-libraries"><ul><li>Python</li></ul></div>',
        '<ul class="reference"><li>function x</li></ul>',
        '<header><a class="logo" href="/"><img class="logo" src="/logo.svg" alt="Widget"></a></header>',
    ],
)
def test_menus_offers_and_code_reviews_are_none(page: str) -> None:
    assert exhibits(page) == []


@pytest.mark.parametrize(
    ("page", "count"),
    [
        (
            '<ul class="logos"><li><img src="/z.svg" alt="Zed"></li><li><img src="/y.svg" alt="Yod"></li></ul>',
            2,
        ),
        (
            '<section class="customers"><a href="https://z.example"><img src="/z.svg" alt="Zed"></a></section>',
            1,
        ),
        ('<div class="trusted-by"><ul><li>Zed</li><li>Yod</li></ul></div>', 2),
        ('<div class="logo-wall"><div class="p-4"><img src="/z.svg" alt="Zed"></div></div>', 1),
        ('<div class="clients-grid"><div class="client"><span>Zed</span></div></div>', 1),
        ('<table class="customers"><tr><th>Company</th></tr><tr><td>Zed</td></tr></table>', 1),
        ('<img class="customer-logo" src="/z.svg" alt="Zed">', 1),
        ('<ul class="logos"><li><svg><title>Zed</title><path d="M0"/></svg></li></ul>', 1),
        ('<ul class="customers"><li><a href="/customers/zed/">Zed</a></li></ul>', 1),
        ('<ul class="customers"><li><a href="//zed.example">Zed</a></li></ul>', 1),
    ],
)
def test_each_customer_of_a_wall_counts_once(page: str, count: int) -> None:
    assert exhibits(page) == [CUSTOMER] * count


@pytest.mark.parametrize(
    ("page", "is_sure"),
    [
        ('<div class="customers"><img src="/z.svg" alt="Zed"></div>', True),
        ('<div class="customers"><img src="/zedwerk.svg"></div>', False),
        ('<div class="partners"><img src="/p.svg" alt="PayPal"></div>', False),
        ('<section id="clients"><table><tr><td>Python client</td></tr></table></section>', False),
        ('<p class="quote">A thought of mine</p>', False),
    ],
)
def test_what_may_be_something_else_is_doubtful(page: str, is_sure: bool) -> None:
    assert [one.is_sure for one in finder().look(page.encode(), "p.html").exhibits] == [is_sure]


def test_an_exhibit_says_what_of_the_record_it_shows() -> None:
    page = (
        "<figure><blockquote>Great tool, saved us weeks of work.</blockquote><figcaption>Ann L.</figcaption></figure>"
        '<ul class="logos"><li><img src="acme.svg" alt="Acme"></li><li><img src="z.svg" alt="Zed"></li></ul>'
    )

    assert exhibits(page) == [("testimonial", [1]), ("name", [2, 3]), ("name", [])]


def test_a_customer_in_a_testimonial_is_part_of_it() -> None:
    page = (
        '<div class="testimonial"><p>So good.</p><p class="customer-logo">Ann Lee</p>'
        '<img class="customer-logo" src="/a.svg" alt="Acme"></div>'
    )

    assert exhibits(page) == [("testimonial", [1])]
    assert "1 full name sure" in seen(page)


def test_an_exhibit_says_its_line_and_what_stands_there() -> None:
    page = '<p>\n</p>\n<div\n class="testimonial">So\n <b>good</b></div>'
    (one,) = finder().look(page.encode(), "p.html").exhibits

    assert (one.kind, one.line, one.snippet) == (Kind.TESTIMONIAL, 3, "So good")


@pytest.mark.parametrize(
    "page",
    [
        '<div class="customers"><blockquote>So good.</blockquote></div>',
        '<section class="customers"><blockquote><p>So good.</p><cite>Di Ek</cite></blockquote></section>',
        '<ul class="clients"><li><blockquote>So good.</blockquote><p>Di</p></li></ul>',
        '<ul class="customers"><li><b>Zed</b><blockquote>So good.</blockquote></li></ul>',
        '<div class="customers"><figure><blockquote>So good.</blockquote><figcaption>Di</figcaption></figure></div>',
        '<div class="customers"><div class="testimonial"><p>So good.</p></div></div>',
        '<ul class="customers"><li><div class="testimonial"><p>So good.</p></div></li></ul>',
    ],
)
def test_what_is_quoted_in_a_list_of_customers_is_a_testimonial(page: str) -> None:
    assert exhibits(page) == [PRAISE]


def test_a_quotation_beside_a_customer_leaves_the_customer_one() -> None:
    page = '<ul class="customers"><li>Zed</li><li><blockquote>So good.</blockquote></li></ul>'

    assert exhibits(page) == [CUSTOMER, PRAISE]
