"""Page → Blocks: the smallest things that are judged, with what hides them."""
