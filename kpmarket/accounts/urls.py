"""Pages about the person who is signed in."""

app_name = "accounts"
urlpatterns: list = []
