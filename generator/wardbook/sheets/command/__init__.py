"""What the command room, coordinators, auditors and drills work with."""
