"""Reading of reports: who said what, what is claimed, and whether the record holds it."""
