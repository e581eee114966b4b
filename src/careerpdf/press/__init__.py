"""Files for the printer, made of finished PDFs: imposed sheets with marks, in the colours of the press, a job ticket.

The reading copy stays as it is; nothing here is tagged or linked.
"""
