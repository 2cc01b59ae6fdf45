"""Tests of sanitizer.batch."""
