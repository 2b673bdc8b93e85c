"""The documents of shipments: what is needed, what is on file, whether goods are ready to ship."""
