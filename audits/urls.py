"""Pages of the audits app outside the admin."""

from django.urls import path

from audits.views import matrix

app_name = "audits"
urlpatterns = [path("<int:supplier_pk>/", matrix.show, name="matrix")]
