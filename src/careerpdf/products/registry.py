"""The products that there are, and finding one by what a user types."""

from pathlib import Path

from careerpdf.diagnostics import Diagnostic, Severity, did_you_mean
from careerpdf.products.booklet import Booklet
from careerpdf.products.handout import Handout
from careerpdf.products.one_page import Card, Poster
from careerpdf.products.product import Product
from careerpdf.products.role import RoleProduct
from careerpdf.project.problems import unknown_booklet, unknown_role
from careerpdf.project.project import Project
from careerpdf.source.load import display_path
from careerpdf.source.syntax_errors import quoted

#: What can be made of a role, by its kind.
ROLE_PRODUCTS: dict[str, type[RoleProduct]] = {product.kind: product for product in (Handout, Card, Poster)}


def find_product(project: Project, name: str, kind: str = "handout") -> Product | Diagnostic:
    """Find the product of a name, or of the path of a profile or a manifest; or say why there is none.

    `kind` is what to make of a role.
    """
    manifest, profile = project.booklet_path(name), project.profile_path(name)
    if manifest and profile and manifest.resolve() == profile.resolve():
        profile = None
    if manifest and profile:
        files = " or ".join(display_path(path) for path in (profile, manifest))
        return Diagnostic(
            "two-of-a-name",
            Severity.ERROR,
            f"{quoted(name)} is both a role and a booklet",
            hint=f"say which one by its file: {files}",
        )
    if manifest:
        return Booklet(name)
    return ROLE_PRODUCTS[kind](name) if profile else _unknown(project, name)


def _unknown(project: Project, name: str) -> Diagnostic:
    roles, booklets = project.role_ids(), project.booklet_ids()
    stem = Path(name).stem
    if name.lower().endswith((".pdf", ".png")) and stem in (*roles, *booklets):
        hint: str | None = f"did you mean '{stem}'? Give the name and not the file that is made"
    elif not did_you_mean(name, roles) and did_you_mean(name, booklets):
        hint = unknown_booklet(project, name).hint
    else:
        hint = unknown_role(project, name).hint
    return Diagnostic(
        "unknown-name",
        Severity.ERROR,
        f"there is no role and no booklet {quoted(name)} in {display_path(project.root)}",
        hint=hint,
    )
