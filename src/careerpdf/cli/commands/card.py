"""`careerpdf card`: a role on a quarter of a sheet, to take along."""

from careerpdf.cli.products import role_product_command
from careerpdf.style.paper import CARD_SIZES

command = role_product_command(
    "card",
    tuple(CARD_SIZES),
    short_help="Make cards of roles, four on a sheet, to take along.",
    description="""Make cards: on the front the role with its pay, outlook and education; on the back what to ask,
    where it leads, and your office. In large print a card is half a sheet.

    ROLE is the name of a file in profiles/, without .yaml. The PDF goes to output/ROLE-card.pdf. To print four cards on
    a sheet, give the role to `careerpdf press`.
    """,
    lines=(
        "careerpdf card registered-nurse electrician",
        "careerpdf press registered-nurse --layout cards --copies 200",
    ),
)
