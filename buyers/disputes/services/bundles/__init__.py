"""Evidence bundles: everything both sides know of an order in one archive that is checked without this site."""
