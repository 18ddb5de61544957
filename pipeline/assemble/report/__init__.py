"""The page that shows a draft: templates, style, script and what fills them."""
