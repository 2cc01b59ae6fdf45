"""Tests of sanitizer.repository."""
