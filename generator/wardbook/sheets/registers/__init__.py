"""Lists that exist once: contacts, terms, copies, snapshots."""
