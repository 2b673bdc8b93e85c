"""The desk's pages, one per job."""
