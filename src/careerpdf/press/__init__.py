"""Files for the printer, made of a finished PDF: sheets with several pages, marks, colours of the press, a job ticket.

The reading copy stays as it is; nothing here is tagged or linked.
"""
