"""Changes of a style by a booklet's manifest."""

from careerpdf.booklet.model import Manifest
from careerpdf.source.load import Loaded
from careerpdf.style.changes import Change, Source

#: The names that styles have for the colours of a cover's texts.
_TEXTS = ("cover-text", "cover-soft", "cover-mark")


def manifest_changes(manifest: Manifest, loaded: Loaded[Manifest] | None) -> tuple[Change, ...]:
    """Make the changes of a style that a manifest asks for: the colours of its cover, by their names in styles."""
    cover = manifest.cover
    chosen = [("cover", "colour", cover.colour)]
    chosen += [(name, "text_colour", cover.text_colour) for name in _TEXTS]
    place = loaded.source.file if loaded and loaded.source else "the cover"
    return tuple(
        Change(("colours", name), colour, Source.BOOKLET, place, loaded.span(("cover", field)) if loaded else None)
        for name, field, colour in chosen
        if colour
    )
