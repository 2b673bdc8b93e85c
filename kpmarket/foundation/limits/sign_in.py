"""How many wrong passwords are taken: few for one account from one address, more for one account from everywhere."""

ANYWHERE = "login_failed_anywhere"
"""The name of the limit that counts all addresses together."""
SIGN_IN_LIMITS = {"login_failed": "10/m/ip,5/300s/key", ANYWHERE: "100/h/key"}
"""As allauth writes limits; the key of ``login_failed`` is the account together with the address that asks."""
