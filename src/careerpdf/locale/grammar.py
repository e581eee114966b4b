"""Grammar: the forms that a role's title takes inside a sentence, which each language makes in a module of its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TitleForms:
    """A title inside a sentence, in the plural, and its article; what a language does without is empty."""

    running: str
    plural: str
    article: str


def title_forms(title: str) -> TitleForms:
    """Make the forms of a title in a language that has no module: the title as it stands."""
    return TitleForms(title, title, "")
