"""Paper with numbers of its own: runs of forms, labels, registers of identities."""
