"""What a person can do with their data."""

from django.urls import path

from kpmarket.site.privacy import views

app_name = "rights"
urlpatterns = [
    path("", views.my_data, name="my-data"),
    path("name/", views.change_name, name="name"),
    path("copy/", views.download, name="copy"),
    path("erasure/", views.erase, name="erasure"),
    path("erasure/undo/", views.undo_erasure, name="erasure-undo"),
]
