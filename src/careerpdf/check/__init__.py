"""Checking finished PDFs, whoever made them: the tag tree, PDF/UA-1 and PDF/A-2a, contrast, and a report of it all.

Knows PDF files and nothing of profiles, styles or layout.
"""
