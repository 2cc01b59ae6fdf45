"""Clean source → text, Markdown, metadata; the only room that knows trafilatura."""
