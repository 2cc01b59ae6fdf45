"""Small honest pages, and chance that repeats itself, for the generator's tests."""

from __future__ import annotations

from random import Random

from sanitizer.training.corpus import LabelledPage

ENGLISH = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Bees in the valley</title>
<meta name="description" content="How a village keeps its bees">
<script>var text = "</p><p>not a place</p>";</script>
</head>
<body class="post">
<ul id="nav"><li><a href="/">Home</a></li><li><a href="/bees.html">Our bees</a></li></ul>
<h1>Bees in the valley</h1>
<p>The first hives came up the hill in a cart, and nobody believed that they would last.</p>
<p>Today forty families keep bees between the mill and the church, and they share one press.</p>
<p>Whoever wants to learn comes on the first Sunday of May and brings gloves and patience.</p>
<!-- </p><p> not a place either -->
<div id="footer">Valley bees, 2019</div>
</body>
</html>
"""

GERMAN = """<html lang="de"><head><title>Das Stellwerk</title></head><body>
<p>Das alte Stellwerk steht seit hundert Jahren neben der Brücke und wird im Sommer gestrichen.</p>
<p>Wer die Hebel einmal selbst bewegen möchte, meldet sich beim Verein und bringt Zeit mit.</p>
</body></html>
"""

#: A page that is hardly one: no head, no body, no paragraph.
BARE = "Only a line of text without any markup at all."


def seeded(seed: int) -> Random:
    """Return the same chance for the same seed."""
    return Random(seed)  # noqa: S311  reproducible, nothing is secret


def host_page(source: str, identifier: str = "host", label: str = "clean") -> LabelledPage:
    """Return an honest page with its source."""
    return LabelledPage(
        id=identifier,
        family="article",
        label=label,
        data=source.encode(),
        source=source,
        encoding="utf-8",
        spans=(),
        site=f"{identifier}.example",
        language="en",
        concealment="none",
        read=True,
    )


HOSTS = (host_page(ENGLISH, "bees"), host_page(GERMAN, "stellwerk"), host_page(BARE, "bare"))
