"""scores → Findings: regions, rules, reasons, and the report of a page."""
