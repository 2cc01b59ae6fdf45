"""matrix → scores, with the shipped weights; contributions that become reasons."""
