"""What tests of disputes share with those of trade."""

from tests.buyers.trade.conftest import committing

__all__ = ["committing"]
