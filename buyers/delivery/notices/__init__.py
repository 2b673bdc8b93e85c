"""Readers of recall notices in the formats that authorities publish. They know neither the database nor the clock."""
