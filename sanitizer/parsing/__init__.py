"""bytes → Page: encoding, tree, exact places in the source, limits."""
