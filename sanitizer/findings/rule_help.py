"""What a person is told of a rule beyond its name: what it finds, why that is bad, what to look at.

One row a rule of :data:`sanitizer.findings.rules.RULES`, for formats that carry help (SARIF).
Nothing here decides anything.
"""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["RULE_HELP", "RuleHelp"]


class RuleHelp(NamedTuple):
    """One row.

    Attributes
    ----------
    finds : str
        What the region is.
    harm : str
        What it does there.
    check : str
        What else looks like it, and what to look at before it is cut.
    """

    finds: str
    harm: str
    check: str


RULE_HELP: Final[dict[str, RuleHelp]] = {
    "SAN101": RuleHelp(
        "A run of empty elements, often with random or repeated ids, that stands for nothing.",
        "Cloning kits put such runs around copied pages so that two copies do not look alike to"
        " a search engine. Tools that extract text may stumble over them.",
        "Templates and widgets leave empty elements, too; theirs have names that a script or a"
        " style sheet of the page uses.",
    ),
    "SAN201": RuleHelp(
        "Links in a place that a reader with a browser does not see.",
        "They lend the site's good name to the sites that they lead to; a search engine may"
        " punish the page that carries them.",
        "Menus, dialogs and tabs are hidden until somebody opens them. See whether the links lead"
        " to the site's own pages or to sites that it has nothing to do with.",
    ),
    "SAN202": RuleHelp(
        "Text in a place that a reader with a browser does not see, foreign to its page.",
        "It makes search engines and language models believe that the page is about something"
        " else.",
        "Labels for screen readers and fallbacks without scripts are hidden honestly; they speak"
        " of the page.",
    ),
    "SAN203": RuleHelp(
        "Links in a comment or in an element that no browser renders.",
        "Crawlers that do not parse comments still follow them; they are often what is left of an"
        " injection that somebody switched off.",
        "Commented-out menus of the site itself are honest.",
    ),
    "SAN301": RuleHelp(
        "A visible block of keywords without sentences, foreign to the page around it.",
        "It advertises what the page has nothing to do with, and spoils every corpus made of it.",
        "Tag clouds, glossaries and lists of products are made of keywords as well; theirs fit"
        " the page.",
    ),
    "SAN302": RuleHelp(
        "Keywords written as numeric character references, letter for letter.",
        "Written so, they get past filters that look for words; browsers show them in clear.",
        "Some editors write every character outside ASCII like this; they leave ASCII letters"
        " alone.",
    ),
    "SAN401": RuleHelp(
        "Links to unrelated sites under words that advertise them.",
        "They lend the site's good name to sites that it has nothing to do with.",
        "Blogrolls, sponsors and directories link elsewhere, too, under the names of what they"
        " link to.",
    ),
    "SAN402": RuleHelp(
        "Advertising among readers' comments.",
        "It was left by a robot; where it stays, more of it follows.",
        "A reader may name a shop. Look at what else that reader has written.",
    ),
    "SAN501": RuleHelp(
        "A title that does not speak of the page below it.",
        "Search results show it instead of the page's own; visitors that come for it are sent"
        " elsewhere.",
        "Cutting it leaves the page without a title: put the real one back.",
    ),
    "SAN502": RuleHelp(
        "A description or keywords that do not speak of their page.",
        "Search results show them instead of the page's own.",
        "Descriptions of a whole site on each of its pages are lazy, not injected.",
    ),
    "SAN503": RuleHelp(
        "Structured data (JSON-LD) that does not speak of its page.",
        "Search results show its products and ratings for a page that has none.",
        "Look whether the page offers what its data describes.",
    ),
    "SAN601": RuleHelp(
        "A script that writes, hides or loads junk, or attacks whoever reads the page: it mines,"
        " writes a program to the disk, or puts a command into the clipboard.",
        "It brings the junk back after the markup was cleaned, from here or from another host, and"
        " what attacks readers does so in the site's name.",
        "Counters and advertising networks write markup as well. Look at the host that it loads"
        " from; if in doubt, run the page without it.",
    ),
    "SAN602": RuleHelp(
        "A frame of another site, so small or so placed that nobody sees it.",
        "It loads another site in every visitor's browser.",
        "Tag managers and logins use hidden frames; their hosts are well known.",
    ),
    "SAN603": RuleHelp(
        "A script that asks who is reading (the referrer, the browser's name) and acts on it.",
        "Visitors from a search engine, or the engine itself, get to see another page than the"
        " site's owner does.",
        "Scripts ask for browsers to work around their faults; they do not change titles or go"
        " to other sites.",
    ),
    "SAN604": RuleHelp(
        "A script or a refresh that sends the reader to another site.",
        "Visitors end on a site that they did not ask for.",
        "A site that has moved sends its readers on, too; to its own new address.",
    ),
    "SAN801": RuleHelp(
        "Hidden text that is addressed to language models.",
        "Whoever lets a model read the page has it take orders from a stranger.",
        "An article about such attacks quotes them where readers see it.",
    ),
}
