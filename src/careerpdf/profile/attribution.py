"""Statements that the owners of sources ask to be printed with their data: O*NET's credit, a citation of BLS.

It follows from a source's name or address and is nobody's to leave out. Texts are inline Markdown, as a profile's are;
the star of O*NET stands behind a backslash there.
"""

import re
from collections.abc import Iterable

from careerpdf.profile.figures import Source

#: The name of O*NET, whether its star stands behind a backslash or not.
ONET = re.compile(r"\bO\\?\*NET\b", re.IGNORECASE)
_ONET_ADDRESS = re.compile(r"//(?:[\w-]+\.)*(?:onetcenter|onetonline|mynextmove)\.org\b", re.IGNORECASE)
_BLS = re.compile(r"\bBLS\b|Bureau of Labor Statistics")
_VERSION = re.compile(r"\b\d{1,2}\.\d\b")
#: The words that O*NET asks for (https://www.onetcenter.org/license_db.html); the version stands in the name.
_ONET_CREDIT = (
    "This {product} includes information from the O\\*NET{version} Database by the U.S. Department of Labor, "
    "Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license. O\\*NET® is a trademark of "
    "USDOL/ETA. The publisher of this {product} has modified all or some of this information. USDOL/ETA has not "
    "approved, endorsed, or tested these modifications."
)
_BLS_CREDIT = "Wages and projections are cited from the U.S. Bureau of Labor Statistics (www.bls.gov)."


def attributions(sources: Iterable[tuple[str, str | None]], product: str) -> tuple[str, ...]:
    """The statements that sources ask for, given by name and address, in a `product`: "booklet" or "handout"."""
    named = list(sources)
    found = tuple(filter(None, (onet_credit(named, product),)))
    return (*found, _BLS_CREDIT) if any(_BLS.search(name) for name, _ in named) else found


def is_bls(source: Source) -> bool:
    """True if a source is the Bureau of Labor Statistics."""
    return bool(_BLS.search(source.name))


def asks_for_credit(source: Source) -> bool:
    """True if a source's owner wants a statement of its own."""
    return bool(onet_credit([(source.name, source.url)], ""))


def onet_credit(sources: Iterable[tuple[str, str | None]], product: str) -> str:
    """O*NET's statement with the versions that are used; empty if no source is O*NET's."""
    names = [name for name, url in sources if ONET.search(name) or _ONET_ADDRESS.search(url or "")]
    if not names:
        return ""
    # Data of several releases are all named.
    versions = dict.fromkeys(found[0] for name in names if (found := _VERSION.search(name)))
    return _ONET_CREDIT.format(product=product, version=f" {' and '.join(versions)}" if versions else "")


def with_star(text: str) -> str:
    """A plain text as inline Markdown, as far as the star of O*NET goes."""
    return ONET.sub(r"O\\*NET", text)
