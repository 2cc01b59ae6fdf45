"""Blocks → matrix: which blocks are worth judging, and what is measured of them."""
