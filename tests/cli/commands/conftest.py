"""The PDFs of `tests/support/made_pdfs.py`, for the command that checks them."""

from tests.support.made_pdfs import handout_pdf, make_pdf

__all__ = ["handout_pdf", "make_pdf"]
