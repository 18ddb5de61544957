"""Pictures of a draft: values and ready words in, one SVG text out.

Every picture is white paper with presentation attributes only (a strict content policy allows no style), has
a title and a description for screen readers, and says nothing by colour alone.
"""
