"""History for auditors and archivists: as-of, biography, diff, verify, rebuild."""
