project = "Widget Pro"
author = "Widget Pro"
copyright = "Widget Pro"
html_theme = "furo"
html_baseurl = "https://widgetpro.example/manual/"
exclude_patterns = ["_build"]
