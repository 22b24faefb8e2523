"""Pictures of what the law, the ledger and the record say: each computed anew, with the same data as a table."""
