"""The folder of a career office: profiles, booklets, styles, output, and `careerpdf.yaml`."""
