"""Tests of sanitizer.cli."""
