from pelican.themes import reflex

THEME = reflex.path()
SITENAME = "Widget Pro"
AUTHOR = "Widget Pro"
SITEURL = "https://widgetpro.example"
SITETITLE = "Widget Pro"
SITESUBTITLE = "Stock and licence keeping for small workshops"
PATH = "content"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["blog"]
STATIC_PATHS = ["logos"]
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
FEED_ALL_ATOM = "feeds/all.atom.xml"
MAIN_MENU = True
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
CC_LICENSE = None
ARTICLE_HIDE_TRANSLATION = True
COPYRIGHT_YEAR = 2026
