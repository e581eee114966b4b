"""careerpdf turns a folder of role profiles into accessible, printable career handouts and booklets."""

__version__ = "0.1.0"
