"""The desk's pages for orders and money, one per job."""
