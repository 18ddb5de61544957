"""Documents for print: an atlas as pages of a document (typst) and as one large drawing (SVG).

``values.py`` says what stands on paper, ``maps.py`` and the sheets' modules fill it from an atlas, and two
printers show it: ``paper.py`` with ``document.typ`` as PDF, ``canvas.py`` as a drawing.
"""
