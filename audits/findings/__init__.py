"""Cross-checks of a certificate: small functions that prompt people to look. Nothing here rejects by itself."""
