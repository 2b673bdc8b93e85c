"""Pages of the audits app outside the admin."""

from django.urls import path

from audits import views

app_name = "audits"
urlpatterns = [path("<int:supplier_pk>/", views.show, name="matrix")]
