"""`careerpdf poster`: a role on a sheet to be read from two meters."""

from careerpdf.cli.products import role_product_command
from careerpdf.style.paper import POSTER_SIZES

command = role_product_command(
    "poster",
    tuple(POSTER_SIZES),
    short_help="Make posters of roles, to be read across a room.",
    description="""Make posters: the role, what it pays, its outlook and where it leads, and a large QR code.

    ROLE is the name of a file in profiles/, without .yaml. The PDF goes to output/ROLE-poster.pdf.
    """,
    lines=("careerpdf poster registered-nurse", "careerpdf poster electrician --paper letter --style bold"),
)
