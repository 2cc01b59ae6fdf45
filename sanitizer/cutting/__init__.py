"""Findings → clean source: remove ranges, change nothing else."""
