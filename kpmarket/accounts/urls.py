"""Pages about the person who is signed in."""

from django.urls import path

from kpmarket.accounts import views

app_name = "accounts"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.notices_read, name="notices-read"),
    path("notices/<int:pk>/", views.notice_follow, name="notice-follow"),
]
