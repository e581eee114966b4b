"""Parts of a page that belong to its site, not to its subject: menus, cookie lines, dates of the last change."""

import re

#: Words in the class or id of an element that is no content.
_MARKS = frozenset(
    ("ads", "advert", "advertisement", "adverts", "banner", "breadcrumb", "breadcrumbs", "caption", "citation",
     "comments", "consent", "cookie", "cookies", "copyright", "editsection", "feedback", "footer", "gdpr", "jump",
     "login", "masthead", "menu", "nav", "navbar", "navigation", "newsletter", "pager", "pagination", "permalink",
     "promo", "recirc", "share", "sharing", "sidebar", "skip", "skiplink", "skiplinks", "social", "sponsored",
     "subscribe", "survey", "toc", "toolbar")
)  # fmt: skip
_BREADCRUMB = frozenset(("breadcrumb", "breadcrumbs", "crumbs", "crumb"))
_PARTS = re.compile(r"[a-z0-9]+")

#: Lines that no page says of a role. They are told by their whole text: "Bake cookies" and "Print labels" are duties.
_LINES = re.compile(
    "|".join(
        (
            r"(?:skip|jump) (?:to|over) .{0,60}|skip navigation|(?:main |site |open |close )?menu|(?:site "
            r"|main )?navigation|home|close",
            r"back to .{0,60}|(?:return|go) to (?:the )?(?:top|menu|home ?page|search|list).{0,40}|previous|next"
            r"|continue reading",
            r"search(?: (?:this |the )?(?:site|handbook|website|careers|occupations|jobs))?|go",
            r"share(?: (?:this|on|via)\b.{0,60})?|tweet|e-?mail this.{0,30}|print(?: this)?(?: page| article)?"
            r"|printer[- ]friendly.{0,30}"
            r"|download(?: (?:a )?(?:pdf|as pdf|this page))?|save(?: (?:this )?(?:job|page))?",
            r"(?:(?:page |date )?last (?:modified|updated|reviewed|revised|changed)|date (?:modified"
            r"|published))\b.{0,80}"
            r"|(?:modified|updated|reviewed|published|posted|revised)(?: date)?(?: on| by)?\b.{0,60}\d{4}.{0,20}",
            r"(?:medically |fact )?(?:written|reviewed|checked|edited) by .{0,80}|author: .{0,80}"
            r"|\d+[- ]min(?:ute)?s? read",
            r"suggested citation.{0,400}|cite this (?:page|article).{0,40}|.{0,300}\(visited [^)]{0,60}\)\.?",
            r".{0,100}\b(?:we|site|website|page|service) uses? cookies\b.{0,250}|(?:accept|reject|allow"
            r"|manage)(?: all)? cookies.{0,40}"
            r"|cookies? (?:policy|notice|settings|preferences|consent|banner)|(?:privacy|terms)(?: (?:policy"
            r"|notice|statement|of (?:use|service)))?"
            r"(?:(?: and|,| &| \|) ?(?:cookies?|terms|privacy|conditions|policy)\b.{0,40})?|terms (?:and"
            r"|&) conditions",
            r"(?:©|\(c\)) ?.{0,160}|copyright(?: ©| \(c\)| \d{4}|,? all rights| notice| policy).{0,160}"
            r"|.{0,60}\ball rights reserved\b.{0,60}|copyright",
            r"(?:was|is) this (?:page|article|information) (?:useful|helpful)\b.{0,80}"
            r"|thank you for your feedback.{0,160}|yes|no|(?:give|send) feedback",
            r"advertise?ments?|sponsored(?: content)?|sign (?:in|up)|sign up (?:for|to) (?:our|the)\b.{0,60}"
            r"|log ?in|register|subscribe(?: (?:to|now)\b.{0,60})?"
            r"|(?:join|get) our newsletter.{0,80}|newsletter",
            r"about this section|read more|learn more|find out more|(?:show|view|see) (?:more|less|all|details)"
            r"|more|edit|expand(?: all)?|collapse(?: all)?",
            r"(?:table of )?contents?|on this page|in this (?:article|guide|section):?|jump to:?"
            r"|please enable javascript.{0,80}|loading(?:\.|…)*"
            r"|video transcript .{0,160}|listen to this .{0,40}",
            r"follow us\b.{0,80}|connect with us.{0,40}|help improve this site|(?:photo|image|picture)(?: credit"
            r"| by|:) .{0,80}|apply now"
            r"|related articles?|\(?opens in (?:a )?new (?:window|tab)\)?|\[?(?:edit|citation needed)\]?|[\W_]*",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(
    "|".join(
        (
            r"(?:suggested )?citations?|share(?: this.*)?|(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:reply"
            r"|comment)|feedback|search",
            r"related (?:articles?|posts?|stories|content|links|reading)|popular .*|trending.*|most read"
            r"|you (?:may|might) also like.*",
            r"newsletter|subscribe.*|sign up.*|follow us.*|connect with .*|advertise?ment|table of contents"
            r"|contents|on this page|in this article",
            r"current opportunities|(?:current |latest )?vacancies|skills assessment|get help using .*"
            r"|not what you.re looking for.*",
            r"(?:was|is) this (?:page|article) (?:useful|helpful).*|cookies?.*|privacy.*|about (?:the author|us"
            r"|this site)|contact us"
            r"|last (?:modified|updated).*|navigation menu|site map",
        )
    ),
    re.IGNORECASE,
)


def is_furniture_line(text: str) -> bool:
    """Tell whether a block of text is a site's own words."""
    return len(text) <= 420 and _LINES.fullmatch(text.strip(" :|>«»‹›→←-–—*•")) is not None


def is_furniture_heading(text: str) -> bool:
    """Tell whether what stands below a heading is a site's own business."""
    return len(text) <= 80 and _SECTIONS.fullmatch(text.strip(" :")) is not None


def is_marked(names: str) -> bool:
    """Tell whether the class and id of an element say that it is no content."""
    parts = _PARTS.findall(names.lower())
    return any(
        part in _MARKS and (n == 0 or parts[n - 1] not in ("has", "with", "no", "without", "not"))
        for n, part in enumerate(parts)
    )


def is_breadcrumb(names: str) -> bool:
    """Tell whether the class, id or label of an element say that it is the way to the page."""
    return not _BREADCRUMB.isdisjoint(_PARTS.findall(names.lower()))
