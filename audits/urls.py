"""Pages of the audits app outside the admin."""

from django.urls import path

from audits import views
from audits.site_audits import views as site_audits

app_name = "audits"
urlpatterns = [
    path("<int:supplier_pk>/", views.show, name="matrix"),
    path("<int:supplier_pk>/site-audits/", site_audits.site_audits, name="site-audits"),
    path("<int:supplier_pk>/site-audits/<int:pk>/", site_audits.site_audit, name="site-audit"),
    path(
        "<int:supplier_pk>/site-audits/<int:pk>/findings/<int:number>/",
        site_audits.site_finding,
        name="site-finding",
    ),
    path("site-audits/pages/<str:token>/", site_audits.site_page, name="site-page"),
]
